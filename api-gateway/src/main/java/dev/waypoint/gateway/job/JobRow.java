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
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it is stored.
 *
 * @param spec encrypted
 * @param attempt the current one; earlier ones can write no more
 * @param lastCause code of what ended the attempt before
 * @param begun whether an operation may have begun in any attempt
 * @param workflowStarted whether an engine was given the job
 * @param assignedRunner who executes the current attempt
 * @param outputLength events of all attempts
 * @param attemptOutput events of the current attempt
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
    Optional<Long> deliveredOutput) {
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
        row.optionalNumber("delivered_output"));
  }
}
