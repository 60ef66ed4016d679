package dev.waypoint.gateway.job;

import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who comes next when a job ends: the oldest that waits for its lock, and those that depend on it.
 * Everything happens in the transaction that ends the job, so that a lock is never free while
 * somebody waits for it, in whatever process.
 */
@Singleton
final class Succession {
  private static final int MAX_MESSAGE = 20_000;

  private final Clock clock;

  Succession(Clock clock) {
    this.clock = clock;
  }

  /** To be called in the transaction in which this job ended, with its lock released. */
  void ended(Statements s, JobId id, Aftermath after) throws SQLException {
    Ended job = s.first("select * from job where id = ?", Ended::of, id.value()).orElseThrow();
    Optional<String> released = job.admitted() ? job.lockKey() : Optional.empty();
    for (Dependent dependent : dependents(s, id)) {
      if (job.state() == JobState.ERROR && !dependent.allowFailure()) {
        fail(s, dependent.id(), job.failure(), after);
      } else {
        resolve(s, dependent.id(), released, after);
      }
    }
    if (released.isPresent()) {
      handOver(s, released.get(), after);
    }
  }

  /** Ends a job that has not begun, and with it those that depend on it. */
  void fail(Statements s, JobId id, String message, Aftermath after) throws SQLException {
    int changed =
        s.update(
            "update job set state = 'ERROR', phase = 'ENDED', error_code = ?, error_message = ?,"
                + " complete_time = ?, singleton_slot = null where id = ? and complete_time is null"
                + " and admitted = false",
            FailureCode.DEPENDENCY_FAILED,
            message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message,
            clock.instant(),
            id.value());
    if (changed == 1) {
      after.ended(id);
      ended(s, id, after);
    }
  }

  /** Has the holder of a lock look for a successor when it ends; false when nobody holds it. */
  boolean await(Statements s, String lockKey) throws SQLException {
    return s.update("update job set awaited = true where lock_held = ?", lockKey) == 1;
  }

  /** Gives a free lock to the one that has waited longest. */
  void handOver(Statements s, String lockKey, Aftermath after) throws SQLException {
    List<Waiting> next =
        s.list(
            "select * from job where state = 'QUEUED' and admitted = false and lock_key = ?"
                + " and pending_dependencies = 0 and complete_time is null"
                + " and cancel_time is null"
                + " order by queue_time, id limit 2 for update",
            Waiting::of,
            lockKey);
    if (!next.isEmpty()) {
      admit(s, next.getFirst(), next.size() > 1, after);
    }
  }

  /** Finds jobs that wait for nothing: their lock is free, or what they depend on has gone. */
  void repair(Statements s, Aftermath after) throws SQLException {
    s.update(
        "update job set pending_dependencies = least(pending_dependencies,"
            + " (select count(*) from job_dependency d join job p on p.id = d.depends_on"
            + " where d.job_id = job.id and p.complete_time is null)) where state = 'QUEUED' and admitted = false"
            + " and pending_dependencies > 0");
    List<String> free =
        s.list(
            "select distinct w.lock_key from job w where w.state = 'QUEUED'"
                + " and w.admitted = false and w.lock_key is not null"
                + " and w.pending_dependencies = 0 and w.complete_time is null"
                + " and not exists (select 1 from job h where h.lock_held = w.lock_key)",
            row -> row.text("lock_key"));
    for (String key : free) {
      handOver(s, key, after);
    }
    List<Waiting> ready =
        s.list(
            "select * from job where state = 'QUEUED' and admitted = false and lock_key is null"
                + " and pending_dependencies = 0 and complete_time is null and cancel_time is null",
            Waiting::of);
    for (Waiting job : ready) {
      admit(s, job, false, after);
    }
  }

  /** One thing less that a job waits for. */
  private void resolve(Statements s, JobId id, Optional<String> released, Aftermath after)
      throws SQLException {
    s.update(
        "update job set pending_dependencies = pending_dependencies - 1 where id = ?"
            + " and complete_time is null and pending_dependencies > 0",
        id.value());
    Optional<Waiting> ready =
        s.first(
            "select * from job where id = ? and complete_time is null and admitted = false"
                + " and pending_dependencies = 0 and cancel_time is null",
            Waiting::of,
            id.value());
    if (ready.isPresent() && !isInLine(s, ready.get(), released)) {
      admit(s, ready.get(), false, after);
    }
  }

  /** Whether somebody else will give it its lock. */
  private boolean isInLine(Statements s, Waiting job, Optional<String> released)
      throws SQLException {
    return job.lockKey().isPresent()
        && (job.lockKey().equals(released) || await(s, job.lockKey().get()));
  }

  private void admit(Statements s, Waiting job, boolean awaited, Aftermath after)
      throws SQLException {
    Instant now = clock.instant();
    try {
      s.update(
          "update job set admitted = true, admit_time = ?, lock_held = lock_key,"
              + " awaited = (awaited or ?), expire_time = cast(? as timestamp with time zone)"
              + " where id = ?",
          now,
          awaited,
          Expiry.of(job.expireTime(), job.pickup(), now),
          job.id().value());
    } catch (SQLException e) {
      throw Contended.of(e);
    }
    after.admitted(job.id());
  }

  private static List<Dependent> dependents(Statements s, JobId id) throws SQLException {
    return s.list(
        "select job_id, allow_failure from job_dependency where depends_on = ? order by job_id",
        row -> new Dependent(new JobId(row.text("job_id")), row.flag("allow_failure")),
        id.value());
  }

  private record Dependent(JobId id, boolean allowFailure) {}

  /** A job that is not admitted yet. */
  private record Waiting(
      JobId id, Optional<String> lockKey, Optional<Instant> expireTime, Optional<Duration> pickup) {
    static Waiting of(Row row) {
      return new Waiting(
          new JobId(row.text("id")),
          row.optionalText("lock_key"),
          row.optionalTime("expire_time"),
          row.optionalNumber("pickup_seconds").map(Duration::ofSeconds));
    }
  }

  /** A job that has ended, as far as its successors are concerned. */
  record Ended(
      JobId id,
      Operation operation,
      String application,
      JobState state,
      boolean admitted,
      Optional<String> lockKey,
      Optional<String> code,
      Optional<String> message) {
    static Ended of(Row row) {
      return new Ended(
          new JobId(row.text("id")),
          row.constant("operation", Operation.class),
          row.text("application"),
          row.constant("state", JobState.class),
          row.flag("admitted"),
          row.optionalText("lock_key"),
          row.optionalText("error_code"),
          row.optionalText("error_message"));
    }

    /** For those that depend on it: names the job in which the trouble began. */
    String failure() {
      String own = message.orElse("");
      if (code.filter(FailureCode.DEPENDENCY_FAILED.name()::equals).isPresent()) {
        return own;
      }
      return "it depends on the %s (job %s), which failed: %s"
          .formatted(
              application.isEmpty() ? name() : name() + " of " + application,
              id,
              own.isEmpty() ? code.orElse("") : own);
    }

    private String name() {
      return operation.name().toLowerCase(Locale.ROOT);
    }
  }
}
