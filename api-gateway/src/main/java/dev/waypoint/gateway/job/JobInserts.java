package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Stores new jobs, and decides for each of them whether it may begin: a job whose lock is free, or
 * that needs none, costs one statement.
 */
@Singleton
final class JobInserts {
  private static final String INSERT =
      "insert into job (id, request_id, project, application, workspace, operation, mode, target,"
          + " profile, plugin_type, retry_rule, queued_by, spec, state, phase, attempt, begun,"
          + " workflow_started, queue_time, cancel_forced, expire_time, output_length,"
          + " attempt_output, lock_key, lock_held, admitted, admit_time, awaited,"
          + " pending_dependencies, singleton_id, singleton_slot, retry_of, priority,"
          + " operation_seconds, pickup_seconds, depends_on) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " 'QUEUED', 'QUEUED', 1, false, false, ?, false, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?) on conflict do nothing";

  private final Database database;
  private final SecretBox box;
  private final Succession succession;
  private final Clock clock;

  JobInserts(Database database, SecretBox box, Succession succession, Clock clock) {
    this.database = database;
    this.box = box;
    this.succession = succession;
    this.clock = clock;
  }

  /** Somebody stored a job of this request before. */
  static final class Repeated extends RuntimeException {
    private static final long serialVersionUID = 1;

    Repeated() {
      super("the request was made before", null, false, false);
    }
  }

  /**
   * Stores all of them or none.
   *
   * @param jobs each after those that it depends on
   * @param safely whether they are safe from a kill of the process when this returns; else they are
   *     with the next flush
   * @throws Repeated when one of them is there by its request id
   * @throws ApiException NOT_FOUND when one depends on a job that is not known
   */
  Aftermath insert(List<NewJob> jobs, boolean safely) {
    Database.Work<Aftermath> work =
        s -> {
          Aftermath after = new Aftermath();
          for (NewJob job : jobs) {
            insert(s, job, after);
          }
          return after;
        };
    return safely ? database.write(work) : database.writeSoon(work);
  }

  private void insert(Statements s, NewJob asked, Aftermath after) throws SQLException {
    NewJob job = takeSingleton(s, asked, after);
    List<Dependency> pending = new ArrayList<>();
    Optional<String> failure = dependencies(s, job, pending);
    boolean free = failure.isEmpty() && pending.isEmpty();
    if (free && insert(s, job, 0, true) == 1) {
      after.admitted(job.id());
    } else {
      hold(s, job, free, pending, after);
      if (failure.isPresent()) {
        succession.fail(s, job.id(), failure.get(), after);
      }
    }
  }

  /** Stores a job that may not begin yet. */
  private void hold(
      Statements s, NewJob job, boolean wantsLock, List<Dependency> pending, Aftermath after)
      throws SQLException {
    if (isRepeated(s, job)) {
      throw new Repeated();
    }
    boolean inLine =
        !wantsLock || job.lock().isPresent() && succession.await(s, job.lock().get().value());
    if (!inLine || insert(s, job, pending.size(), false) == 0) {
      throw new Contended(null);
    }
    List<Object[]> rows = new ArrayList<>();
    for (Dependency dependency : pending) {
      rows.add(
          new Object[] {job.id().value(), dependency.job().value(), dependency.allowFailure()});
    }
    if (!rows.isEmpty()) {
      s.batch(
          "insert into job_dependency (job_id, depends_on, allow_failure) values (?, ?, ?)", rows);
    }
  }

  private static boolean isRepeated(Statements s, NewJob job) throws SQLException {
    return job.requestId().isPresent()
        && s.first(
                "select id from job where request_id = ?",
                row -> row.text("id"),
                job.requestId().get())
            .isPresent();
  }

  /** Ends the queued job of the same singleton, whose turn the new one inherits. */
  private NewJob takeSingleton(Statements s, NewJob job, Aftermath after) throws SQLException {
    if (job.singletonSlot().isEmpty()) {
      return job;
    }
    Optional<Replaced> queued =
        s.first(
            "select id, queue_time from job where singleton_slot = ? for update",
            row -> new Replaced(new JobId(row.text("id")), row.time("queue_time")),
            job.singletonSlot().get());
    if (queued.isEmpty()) {
      return job;
    }
    s.update(
        "update job set state = 'ERROR', phase = 'ENDED', error_code = ?, error_message = ?,"
            + " complete_time = ?, cancel_time = coalesce(cancel_time, ?), singleton_slot = null,"
            + " lock_held = null where id = ?",
        FailureCode.JOB_REPLACED,
        "replaced by job %s, which has the same singleton id '%s'"
            .formatted(job.id(), job.spec().getSingletonId()),
        clock.instant(),
        clock.instant(),
        queued.get().id().value());
    after.ended(queued.get().id());
    succession.ended(s, queued.get().id(), after);
    return job.queuedAt(queued.get().queueTime());
  }

  private record Replaced(JobId id, Instant queueTime) {}

  /** Adds those that have not ended, and answers why it cannot run if one of them has failed. */
  private static Optional<String> dependencies(Statements s, NewJob job, List<Dependency> pending)
      throws SQLException {
    Optional<String> failure = Optional.empty();
    List<Dependency> sorted =
        job.dependencies().stream()
            .sorted(Comparator.comparing(dependency -> dependency.job().value()))
            .toList();
    for (Dependency dependency : sorted) {
      int open =
          s.update(
              "update job set awaited = true where id = ? and complete_time is null",
              dependency.job().value());
      if (open == 1) {
        pending.add(dependency);
      } else if (failure.isEmpty()) {
        failure = failure(s, job, dependency);
      }
    }
    return failure;
  }

  private static Optional<String> failure(Statements s, NewJob job, Dependency dependency)
      throws SQLException {
    Succession.Ended ended =
        s.first("select * from job where id = ?", Succession.Ended::of, dependency.job().value())
            .orElseThrow(
                () ->
                    ApiException.notFound(
                        "the %s depends on job '%s', which is not known",
                        job.spec().getOperation().name().toLowerCase(java.util.Locale.ROOT),
                        dependency.job()));
    return ended.state() == JobState.ERROR && !dependency.allowFailure()
        ? Optional.of(ended.failure())
        : Optional.empty();
  }

  private int insert(Statements s, NewJob job, int pending, boolean admitted) throws SQLException {
    Placement placement = job.placement();
    Instant now = clock.instant();
    return s.update(
        INSERT,
        job.id().value(),
        job.requestId(),
        job.spec().getApplication().getProject(),
        job.spec().getApplication().getApplication(),
        job.spec().getWorkspace(),
        job.spec().getOperation(),
        placement.mode(),
        TargetText.of(placement.target()),
        placement.profile(),
        placement.pluginType(),
        job.retryRule(),
        job.queuedBy(),
        box.seal(JobStore.sealName(job.id()), job.spec().toByteArray()),
        job.queueTime(),
        admitted ? job.expireTimeFrom(now) : job.expireTime(),
        job.lock().map(LockKey::value),
        job.lock().map(LockKey::value).filter(key -> admitted),
        admitted,
        admitted ? now : null,
        false,
        pending,
        job.singletonId(),
        job.singletonSlot(),
        job.retryOf().map(JobId::value),
        job.priority().value(),
        seconds(job.operationTimeout()),
        seconds(job.pickupTimeout()),
        Optional.of(Dependency.text(job.dependencies())).filter(text -> !text.isEmpty()));
  }

  private static Optional<Long> seconds(Optional<Duration> duration) {
    return duration.map(any -> Math.max(1, any.plusMillis(999).toSeconds()));
  }
}
