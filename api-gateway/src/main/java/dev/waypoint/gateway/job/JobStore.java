package dev.waypoint.gateway.job;

import dev.waypoint.gateway.record.Records;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.gateway.store.SecretBox;
import dev.waypoint.gateway.store.Statements;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The stored jobs. Every change of state is one guarded update, so that of two that come at once
 * one has no effect.
 */
@Singleton
public final class JobStore {
  private final Database database;
  private final SecretBox box;
  private final Succession succession;
  private final Records records;
  private final Clock clock;

  JobStore(Database database, SecretBox box, Succession succession, Records records, Clock clock) {
    this.database = database;
    this.box = box;
    this.succession = succession;
    this.records = records;
    this.clock = clock;
  }

  /** The specification as it was queued. */
  JobSpec spec(JobRow row) {
    return Protos.parse(JobSpec.parser(), box.open(sealName(row.id()), row.spec()));
  }

  /** The name under which a job's specification is sealed. */
  static String sealName(JobId id) {
    return "job/" + id;
  }

  /** Makes safe from a kill what was changed before. */
  void flush() {
    database.flushShared();
  }

  public Optional<JobRow> find(JobId id) {
    return database.read(s -> s.first("select * from job where id = ?", JobRow::of, id.value()));
  }

  Optional<JobId> findByRequest(String requestId) {
    return database.read(
        s ->
            s.first(
                "select id from job where request_id = ?",
                row -> new JobId(row.text("id")),
                requestId));
  }

  /**
   * Those that have not ended, oldest first.
   *
   * @param after the id of the last one of those before them; empty: from the first on
   */
  List<JobRow> unfinished(String after, int limit) {
    return list(
        "select * from job where state in ('QUEUED', 'WAITING', 'RUNNING') and id > ?"
            + " order by id limit "
            + limit,
        after);
  }

  /** Those that no engine was given though they were free to begin before this time. */
  List<JobRow> unstarted(Instant before) {
    return list(
        "select * from job where state = 'QUEUED' and workflow_started = false"
            + " and admitted = true and admit_time < ? order by id",
        before);
  }

  /** Those that other jobs hold back, and that had to begin before this time. */
  List<JobRow> expiredHeldBack(Instant now) {
    return list(
        "select * from job where state = 'QUEUED' and admitted = false"
            + " and expire_time < ? order by id",
        now);
  }

  /** Those that were cancelled before this time and have not ended yet. */
  List<JobRow> cancelled(Instant before) {
    return list(
        "select * from job where state in ('QUEUED', 'WAITING', 'RUNNING')"
            + " and cancel_time < ? order by id",
        before);
  }

  /** Those that were cancelled by force before this time and have not ended yet. */
  List<JobRow> cancelledByForce(Instant before) {
    return list(
        "select * from job where state in ('QUEUED', 'WAITING', 'RUNNING')"
            + " and cancel_forced = true and cancel_time < ? order by id",
        before);
  }

  /** Gives free locks to those that wait for them. Finds some only after a fault. */
  Aftermath admitForgotten() {
    return database.write(
        s -> {
          Aftermath after = new Aftermath();
          succession.repair(s, after);
          return after;
        });
  }

  void markStarted(Collection<JobId> ids) {
    List<Object[]> values = new ArrayList<>();
    ids.forEach(id -> values.add(new Object[] {id.value()}));
    database.write(
        s -> {
          s.batch(
              "update job set workflow_started = true where id = ? and workflow_started = false",
              values);
          return null;
        });
  }

  /** Gives the current attempt to a runner; false when it is not (any more) to be had. */
  boolean assign(JobId id, int attempt, RunnerId runner, RunnerKind kind, Instant at) {
    return changed(
        "update job set assigned_runner = ?, runner_kind = ?, state = 'RUNNING',"
            + " phase = 'RUNNING', begun = true, workflow_started = true,"
            + " start_time = coalesce(start_time, ?), singleton_slot = null"
            + " where id = ? and attempt = ?"
            + " and complete_time is null and cancel_time is null"
            + " and (assigned_runner is null or assigned_runner = ?)",
        runner.value(),
        kind,
        at,
        id.value(),
        attempt,
        runner.value());
  }

  /**
   * Ends a job with what the runner of its current attempt delivered; only once. Empty when it is
   * not this runner's to end. One statement for a job whose end nobody waits for.
   */
  Optional<Aftermath> deliver(
      Statements s, JobId id, int attempt, RunnerId runner, Ending ending, Instant at)
      throws SQLException {
    if (deliver(s, id, attempt, runner, ending, at, " and awaited = false")) {
      return Optional.of(new Aftermath());
    }
    if (!deliver(s, id, attempt, runner, ending, at, "")) {
      return Optional.empty();
    }
    Aftermath after = new Aftermath();
    succession.ended(s, id, after);
    return Optional.of(after);
  }

  private boolean deliver(
      Statements s,
      JobId id,
      int attempt,
      RunnerId runner,
      Ending ending,
      Instant at,
      String condition)
      throws SQLException {
    int changed =
        s.update(
            "update job set state = ?, phase = 'ENDED', error_code = ?, error_message = ?,"
                + " result = ?, delivered_output = ?, complete_time = ?, lock_held = null"
                + " where id = ? and attempt = ? and assigned_runner = ?"
                + " and complete_time is null"
                + condition,
            ending.state(),
            ending.code(),
            ending.message(),
            ending.result(),
            ending.outputLength(),
            at,
            id.value(),
            attempt,
            runner.value());
    return ended(s, id, ending, changed);
  }

  /** What a job that has failed began and did not finish has failed, too. */
  private boolean ended(Statements s, JobId id, Ending ending, int changed) throws SQLException {
    if (changed == 1 && ending.state() == JobState.ERROR) {
      records.failUnfinished(s, id, ending.message().orElse(""));
    }
    return changed == 1;
  }

  /**
   * The same together with the last events of output, for a job whose end nobody waits for and
   * whose output stands, in all as in this attempt, at the position of the first of them. False:
   * one of that does not hold.
   */
  boolean deliverWithOutput(
      Statements s,
      JobId id,
      int attempt,
      RunnerId runner,
      Ending ending,
      Instant at,
      long position,
      int events)
      throws SQLException {
    int changed =
        s.update(
            "update job set state = ?, phase = 'ENDED', error_code = ?, error_message = ?,"
                + " result = ?, delivered_output = ?, complete_time = ?, lock_held = null,"
                + " output_length = ?, attempt_output = ?"
                + " where id = ? and attempt = ? and assigned_runner = ?"
                + " and complete_time is null and awaited = false"
                + " and output_length = ? and attempt_output = ?",
            ending.state(),
            ending.code(),
            ending.message(),
            ending.result(),
            ending.outputLength(),
            at,
            position + events,
            position + events,
            id.value(),
            attempt,
            runner.value(),
            position,
            position);
    return ended(s, id, ending, changed);
  }

  /** Ends a job that nobody delivered a result for; empty when it has ended. */
  Optional<Aftermath> end(JobId id, String code, String message) {
    return end(id, code, message, "");
  }

  /** Ends a job that was cancelled before the current attempt was given to a runner. */
  Optional<Aftermath> endUnassigned(JobId id, String code, String message) {
    return end(id, code, message, " and assigned_runner is null");
  }

  private Optional<Aftermath> end(JobId id, String code, String message, String condition) {
    return database.write(
        s -> {
          int changed =
              s.update(
                  "update job set state = 'ERROR', phase = 'ENDED', error_code = ?,"
                      + " error_message = ?, complete_time = ?, lock_held = null,"
                      + " singleton_slot = null where id = ? and complete_time is null"
                      + condition,
                  code,
                  message,
                  clock.instant(),
                  id.value());
          if (changed == 0) {
            return Optional.empty();
          }
          records.failUnfinished(s, id, message);
          Aftermath after = new Aftermath();
          succession.ended(s, id, after);
          return Optional.of(after);
        });
  }

  /** Makes a later attempt the current one; true also when it is already. */
  boolean beginAttempt(JobId id, int attempt, String cause) {
    return changed(
        "update job set attempt = ?, last_cause = ?, state = 'QUEUED', phase = 'QUEUED',"
            + " assigned_runner = null, runner_kind = null, attempt_output = 0,"
            + " task_state = null, task_resource = null, task_exit_code = null,"
            + " task_reason = null, launcher = null, workflow_started = true"
            + " where id = ? and attempt < ? and complete_time is null",
        attempt,
        cause,
        id.value(),
        attempt);
  }

  /** Notes a user's wish; false when the job has ended. */
  boolean requestCancel(JobId id, boolean force) {
    return changed(
        "update job set cancel_time = coalesce(cancel_time, ?),"
            + " cancel_forced = (cancel_forced or ?),"
            + " phase = case when assigned_runner is null then phase else 'CANCELLING' end"
            + " where id = ? and complete_time is null",
        clock.instant(),
        force,
        id.value());
  }

  /**
   * Notes that the current attempt begins a step, before it does; what is not repeatable once stays
   * so. False when the attempt can write no more.
   */
  boolean step(Statements s, JobId id, int attempt, boolean repeatable) throws SQLException {
    String value = repeatable ? "coalesce(repeatable, true)" : "false";
    return s.update(
            "update job set repeatable = "
                + value
                + " where id = ? and attempt = ? and complete_time is null",
            id.value(),
            attempt)
        == 1;
  }

  boolean progress(JobId id, int attempt, Optional<String> sourceRef, Optional<byte[]> variables) {
    return changed(
        "update job set source_ref = coalesce(cast(? as varchar(500)), source_ref),"
            + " variables = coalesce(cast(? as bytea), variables)"
            + " where id = ? and attempt = ? and complete_time is null",
        sourceRef,
        variables,
        id.value(),
        attempt);
  }

  /** Notes how far an on-demand runner's container is. */
  boolean task(JobId id, int attempt, TaskProgress progress) {
    return changed(
        "update job set task_state = ?, launcher = coalesce(cast(? as varchar(255)), launcher),"
            + " task_resource = coalesce(cast(? as varchar(1000)), task_resource),"
            + " task_exit_code = ?, task_reason = coalesce(cast(? as varchar(20000)), task_reason),"
            + " phase = case when complete_time is null and assigned_runner is null then ?"
            + " else phase end where id = ? and attempt = ?",
        progress.state(),
        progress.launcher().map(RunnerId::value),
        progress.resource(),
        progress.exitCode(),
        progress.reason(),
        progress.phase(),
        id.value(),
        attempt);
  }

  /**
   * @param phase where an unassigned job stands then
   */
  record TaskProgress(
      String state,
      Optional<RunnerId> launcher,
      Optional<String> resource,
      Optional<Integer> exitCode,
      Optional<String> reason,
      Phase phase) {}

  /**
   * @param code empty on success
   * @param outputLength events that the runner sent
   */
  record Ending(
      JobState state,
      Optional<String> code,
      Optional<String> message,
      Optional<byte[]> result,
      long outputLength) {}

  private List<JobRow> list(String sql, Object... values) {
    return database.read(s -> s.list(sql, JobRow::of, values));
  }

  private boolean changed(String sql, Object... values) {
    return database.write(s -> s.update(sql, values)) == 1;
  }
}
