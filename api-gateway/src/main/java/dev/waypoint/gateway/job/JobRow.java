package dev.waypoint.gateway.job;

import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is stored.
 *
 * @param spec encrypted
 * @param attempt the current one; earlier ones can write no more
 * @param lastCause code of what ended the attempt before
 * @param begun whether an operation may have begun in any attempt
 * @param repeatable whether all that was begun may be done again; false also where that is unknown
 * @param workflowStarted whether an engine was given the job
 * @param assignedRunner who executes the current attempt
 * @param outputLength events of all attempts
 * @param attemptOutput events of the current attempt
 * @param lockKey of the lock that it needs; empty: none
 * @param admitted whether it may begin: it has its lock, and what it depends on has ended
 * @param admitTime when it became so
 * @param operationTimeout how long an attempt may run; empty: the default
 * @param retryOf the job that it does again
 * @param dependencies all that it was said to depend on, ended or not
 * @param deliveredOutput how many events the delivered attempt had, as its runner says
 */
public record JobRow(
    JobId id,
    String project,
    String application,
    String workspace,
    Operation operation,
    RunnerMode mode,
    TargetRunner target,
    String profile,
    String pluginType,
    RetryRule retryRule,
    String queuedBy,
    byte[] spec,
    JobState state,
    Phase phase,
    int attempt,
    Optional<String> lastCause,
    boolean begun,
    boolean repeatable,
    boolean workflowStarted,
    Optional<RunnerId> assignedRunner,
    Optional<RunnerKind> runnerKind,
    Instant queueTime,
    Optional<Instant> startTime,
    Optional<Instant> completeTime,
    Optional<Instant> cancelTime,
    boolean cancelForced,
    Optional<Instant> expireTime,
    Optional<String> errorCode,
    Optional<String> errorMessage,
    Optional<byte[]> result,
    Optional<byte[]> variables,
    Optional<String> sourceRef,
    Optional<String> taskState,
    Optional<String> taskReason,
    Optional<RunnerId> launcher,
    long outputLength,
    long attemptOutput,
    Optional<Long> deliveredOutput,
    Optional<String> lockKey,
    boolean admitted,
    Optional<Instant> admitTime,
    Optional<String> singletonId,
    Optional<JobId> retryOf,
    List<Dependency> dependencies,
    JobPriority priority,
    Optional<Duration> operationTimeout) {
  /** Whether a further attempt may do the operation from its start. */
  boolean mayRepeat() {
    return !begun || repeatable || retryRule == RetryRule.REPEATABLE;
  }

  public boolean ended() {
    return completeTime.isPresent();
  }

  static JobRow of(Row row) {
    return new JobRow(
        new JobId(row.text("id")),
        row.text("project"),
        row.text("application"),
        row.text("workspace"),
        row.constant("operation", Operation.class),
        row.constant("mode", RunnerMode.class),
        TargetText.parse(row.text("target")),
        row.text("profile"),
        row.text("plugin_type"),
        row.constant("retry_rule", RetryRule.class),
        row.text("queued_by"),
        row.bytes("spec"),
        row.constant("state", JobState.class),
        row.constant("phase", Phase.class),
        row.integer("attempt"),
        row.optionalText("last_cause"),
        row.flag("begun"),
        row.flag("repeatable"),
        row.flag("workflow_started"),
        row.optionalText("assigned_runner").map(RunnerId::new),
        row.optionalText("runner_kind").map(RunnerKind::valueOf),
        row.time("queue_time"),
        row.optionalTime("start_time"),
        row.optionalTime("complete_time"),
        row.optionalTime("cancel_time"),
        row.flag("cancel_forced"),
        row.optionalTime("expire_time"),
        row.optionalText("error_code"),
        row.optionalText("error_message"),
        row.optionalBytes("result"),
        row.optionalBytes("variables"),
        row.optionalText("source_ref"),
        row.optionalText("task_state"),
        row.optionalText("task_reason"),
        row.optionalText("launcher").map(RunnerId::new),
        row.number("output_length"),
        row.number("attempt_output"),
        row.optionalNumber("delivered_output"),
        row.optionalText("lock_key"),
        row.flag("admitted"),
        row.optionalTime("admit_time"),
        row.optionalText("singleton_id"),
        row.optionalText("retry_of").map(JobId::new),
        row.optionalText("depends_on").map(Dependency::parse).orElse(List.of()),
        new JobPriority(row.integer("priority")),
        row.optionalNumber("operation_seconds").map(Duration::ofSeconds));
  }
}
