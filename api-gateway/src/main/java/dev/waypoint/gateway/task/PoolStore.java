package dev.waypoint.gateway.task;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is stored about runners that are started ahead. */
@Singleton
final class PoolStore {
  private static final int LOOKED_BACK = 8;

  private final Database database;
  private final TaskStore tasks;
  private final Clock clock;

  PoolStore(Database database, TaskStore tasks, Clock clock) {
    this.database = database;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** All whose container may still be there, oldest first. */
  List<TaskRow> open() {
    return tasks.rows("t.warm = true and t.stopped_at is null order by t.id");
  }

  /** The newest ones of these settings, whatever became of them. */
  List<TaskRow> latest(String profileId, String profileKey) {
    return tasks.rows(
        "t.warm = true and t.profile_id = ? and t.profile_key = ? order by t.id desc limit ?",
        profileId,
        profileKey,
        LOOKED_BACK);
  }

  /** When a job last used, or would have used, a runner of this profile's pool. */
  Optional<Instant> lastUse(String profileId) {
    return database
        .read(
            s ->
                s.list(
                    "select max(claimed_at) as claimed, max(case when warm then null else"
                        + " created_at end) as made from task where profile_id = ?",
                    row -> Stream.of(row.optionalTime("claimed"), row.optionalTime("made")),
                    profileId))
        .stream()
        .flatMap(times -> times)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /**
   * Adds one, unless there are as many waiting ones as wanted. Replicas take turns.
   *
   * @return whether it was added
   */
  boolean addUnless(int wanted, NewTask task) {
    return database.write(
        s -> {
          s.list(
              "select id from profile where id = ? for update",
              row -> row.text("id"),
              task.profile().getId());
          int waiting =
              s.list(
                      "select id from task where warm = true and profile_id = ?"
                          + " and profile_key = ? and job_id is null and stop_wanted = false"
                          + " and exited_at is null and stopped_at is null",
                      row -> row.text("id"),
                      task.profile().getId(),
                      task.profileKey())
                  .size();
          return waiting < wanted && tasks.insert(s, task) == 1;
        });
  }

  /** Its runner has connected. */
  void idle(String id) {
    Instant now = clock.instant();
    database.write(
        s ->
            s.update(
                "update task set idle_at = coalesce(idle_at, ?), changed_at = ? where id = ?"
                    + " and warm = true and job_id is null and stopped_at is null",
                now,
                now,
                id));
  }

  /**
   * Gives a job the runner that has waited longest; from then on its token is for this job.
   *
   * @param ready tells whether a runner is connected
   * @return the runner; the same again when this attempt has one already
   */
  Optional<RunnerId> claim(
      String profileId, String profileKey, JobId job, int attempt, Predicate<RunnerId> ready) {
    Optional<TaskRow> before = tasks.of(job, attempt).filter(TaskRow::warm);
    if (before.isPresent()) {
      return before.filter(task -> !task.stopWanted()).map(TaskRow::runner);
    }
    List<TaskRow> candidates =
        tasks.rows(
            "t.warm = true and t.profile_id = ? and t.profile_key = ? and t.job_id is null"
                + " and t.idle_at is not null and t.stop_wanted = false and t.exited_at is null"
                + " and t.stopped_at is null order by t.id",
            profileId,
            profileKey);
    return candidates.stream()
        .filter(task -> ready.test(task.runner()))
        .filter(task -> claim(task, job, attempt))
        .findFirst()
        .map(TaskRow::runner);
  }

  private boolean claim(TaskRow task, JobId job, int attempt) {
    Instant now = clock.instant();
    return database.write(
        s -> {
          int claimed =
              s.update(
                  "update task set job_id = ?, attempt = ?, claimed_at = ?, changed_at = ?"
                      + " where id = ? and job_id is null and stop_wanted = false"
                      + " and exited_at is null and stopped_at is null",
                  job.value(),
                  attempt,
                  now,
                  now,
                  task.id());
          if (claimed == 1) {
            s.update(
                "update token set job_id = ? where subject = ? and kind = 'JOB'",
                job.value(),
                task.runner().value());
          }
          return claimed == 1;
        });
  }
}
