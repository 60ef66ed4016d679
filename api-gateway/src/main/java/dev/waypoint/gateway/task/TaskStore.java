package dev.waypoint.gateway.task;

import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The stored tasks. What is reported late or twice does no harm: a task never goes back to an
 * earlier state.
 */
@Singleton
public final class TaskStore {
  private static final String NOT_STOPPED = " where name = ? and stopped_at is null and state in ";

  private final Database database;
  private final SecretBox box;
  private final Clock clock;

  public TaskStore(Database database, SecretBox box, Clock clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
  }

  /** Makes the record, unless there is one of that name. */
  public void add(NewTask task) {
    database.write(s -> insert(s, task));
  }

  int insert(Statements s, NewTask task) throws SQLException {
    Instant now = clock.instant();
    return s.update(
        "insert into task (id, name, warm, job_id, attempt, profile_id, profile_name, profile_key,"
            + " plugin_type, profile, target, runner_id, state, stop_wanted, created_at,"
            + " changed_at) select cast(? as varchar(26)), cast(? as varchar(63)),"
            + " cast(? as boolean), cast(? as varchar(26)), cast(? as integer),"
            + " cast(? as varchar(26)), cast(? as varchar(255)), cast(? as varchar(64)),"
            + " cast(? as varchar(100)), cast(? as bytea), cast(? as varchar(8000)),"
            + " cast(? as varchar(255)), 'PENDING', false, cast(? as timestamp with time zone),"
            + " cast(? as timestamp with time zone)"
            + " where not exists (select 1 from task where name = ?)",
        task.id(),
        task.name(),
        task.job().isEmpty(),
        task.job().map(JobId::value),
        task.attempt(),
        task.profile().getId(),
        task.profile().getName(),
        task.profileKey(),
        task.profile().getPluginType(),
        box.seal(sealName(task.id()), task.profile().toByteArray()),
        TargetText.of(task.target()),
        task.runner().value(),
        now,
        now,
        task.name());
  }

  /** The profile as it was when the task was made. */
  public Profile profile(TaskRow task) {
    return Protos.parse(Profile.parser(), box.open(sealName(task.id()), task.profile()));
  }

  /** Whatever the id's case. */
  public Optional<TaskRow> find(String id) {
    return first("t.id = ?", id.toUpperCase(Locale.ROOT));
  }

  public Optional<TaskRow> named(String name) {
    return first("t.name = ?", name);
  }

  /** The task of a job's attempt: the one that was made for it, or that it was given. */
  public Optional<TaskRow> of(JobId job, int attempt) {
    return first("t.job_id = ? and t.attempt = ? order by t.warm desc", job.value(), attempt);
  }

  /** Whether this on-demand runner was launched for the attempt, or given to it. */
  public boolean isRunnerOf(JobId job, int attempt, RunnerId runner) {
    return OnDemandRunnerIds.of(job, attempt).equals(runner)
        || (OnDemandRunnerIds.isWarm(runner)
            && of(job, attempt).filter(task -> task.runner().equals(runner)).isPresent());
  }

  /** Of a job's tasks the one of its latest attempt. */
  public Optional<TaskRow> latestOf(JobId job) {
    return first(
        "t.job_id = ? order by t.attempt desc, t.warm desc", job.value().toUpperCase(Locale.ROOT));
  }

  /**
   * @param states empty: all
   * @param limit 0: all
   */
  public List<TaskRow> list(Collection<Task.State> states, int limit, boolean oldestFirst) {
    List<Object> values = new ArrayList<>(states.stream().map(Enum::name).toList());
    String chosen =
        states.isEmpty()
            ? "1 = 1"
            : TaskSql.SHOWN_IN
                + "("
                + String.join(", ", Collections.nCopies(states.size(), "?"))
                + ")";
    String sql = chosen + " order by t.id" + (oldestFirst ? "" : " desc");
    if (limit > 0) {
      values.add(limit);
      sql += " limit ?";
    }
    return rows(sql, values.toArray());
  }

  /** Those that may still be on their platform. */
  public List<TaskRow> open() {
    return rows("t.stopped_at is null order by t.id");
  }

  /** A launcher is about to start it. */
  public void starting(String name, RunnerId launcher) {
    change("state = 'STARTING', launcher = ?", "('PENDING', 'STARTING')", name, launcher.value());
  }

  public void started(String name, RunnerId launcher, Optional<String> resource) {
    change(
        "state = 'STARTED', launcher = ?, resource = coalesce(cast(? as varchar(1000)), resource),"
            + " started_at = coalesce(started_at, ?), reason = null",
        "('PENDING', 'STARTING', 'STARTED')",
        name,
        launcher.value(),
        resource,
        clock.instant());
  }

  /** Its platform does not run it yet; without a reason: nothing is known to be in its way. */
  public void waits(String name, Optional<String> reason) {
    change("reason = cast(? as varchar(20000))", "('STARTING', 'STARTED')", name, reason);
  }

  public void exited(String name, int exitCode, Optional<String> reason) {
    Instant now = clock.instant();
    write(
        "update task set exit_code = ?, reason = case when state = 'STARTED'"
            + " then cast(? as varchar(20000)) else coalesce(cast(? as varchar(20000)), reason) end,"
            + " exited_at = coalesce(exited_at, ?), changed_at = ?,"
            + " state = case when state in ('PENDING', 'STARTING', 'STARTED') then 'COMPLETED'"
            + " else state end where name = ?",
        exitCode,
        reason,
        reason,
        now,
        now,
        name);
  }

  /** Somebody is about to remove it. */
  public void stopping(String name) {
    change(
        "state = 'STOPPING', stop_wanted = true",
        "('PENDING', 'STARTING', 'STARTED', 'COMPLETED')",
        name);
  }

  /** It could not be started, or not be removed, yet. */
  public void failed(String name, String reason) {
    change(
        "reason = ?", "('PENDING', 'STARTING', 'STARTED', 'COMPLETED', 'STOPPING')", name, reason);
  }

  /** It is gone from its platform. */
  public void stopped(String name, Optional<String> reason) {
    Instant now = clock.instant();
    write(
        "update task set state = 'STOPPED', stop_wanted = true, stopped_at = ?, changed_at = ?,"
            + " reason = coalesce(cast(? as varchar(20000)), reason)"
            + " where name = ? and stopped_at is null",
        now,
        now,
        reason,
        name);
  }

  /** Nobody is to use it any more. */
  public void wantStop(String id) {
    write("update task set stop_wanted = true where id = ? and stopped_at is null", id);
  }

  /** Finds job containers that nobody has removed for so long; answers how many are new. */
  public int markOrphans(Instant overBefore) {
    return write(
        "update task set orphaned_at = ? where id in (select t.id from task t left join job j"
            + " on j.id = t.job_id where "
            + TaskSql.LEFT_BEHIND
            + ")",
        clock.instant(),
        overBefore);
  }

  /** This one was found where nobody needs it. */
  public void orphan(String name) {
    write(
        "update task set orphaned_at = ?, stopped_at = null where name = ?"
            + " and (orphaned_at is null or stopped_at is not null)",
        clock.instant(),
        name);
  }

  /** Forgets what was removed before this time. */
  public void sweep(Instant before) {
    write("delete from task where stopped_at < ?", before);
    write("delete from task where state = 'PENDING' and created_at < ?", before);
  }

  List<TaskRow> rows(String condition, Object... values) {
    return database.read(s -> s.list(TaskSql.SELECT + condition, TaskRow::of, values));
  }

  private Optional<TaskRow> first(String condition, Object... values) {
    return database.read(s -> s.first(TaskSql.SELECT + condition, TaskRow::of, values));
  }

  private void change(String assignments, String states, String name, Object... values) {
    List<Object> all = new ArrayList<>();
    all.add(clock.instant());
    all.addAll(List.of(values));
    all.add(name);
    write("update task set changed_at = ?, " + assignments + NOT_STOPPED + states, all.toArray());
  }

  private int write(String sql, Object... values) {
    return database.write(s -> s.update(sql, values));
  }

  private static String sealName(String id) {
    return "task/" + id;
  }
}
