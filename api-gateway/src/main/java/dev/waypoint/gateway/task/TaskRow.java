package dev.waypoint.gateway.task;

import dev.waypoint.gateway.runner.TargetText;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import java.time.Instant;
import java.util.Optional;

/**
 * One container, with what its job's row says about it.
 *
 * @param name on the platform
 * @param warm started ahead; then attempt 0 until it has a job
 * @param profileKey changes with everything that the container is made from
 * @param profile as it was when the task was made, sealed
 * @param target who launches it
 * @param runner the runner in it
 * @param launcher the runner that started it
 * @param state as shown: what was reported, and what the job tells
 * @param stopWanted nobody is to use it any more
 * @param changedAt when its state was last reported
 * @param idleAt since when its runner waits for a job; warm ones only
 * @param jobOver its job has ended, is gone, or is at another attempt
 */
public record TaskRow(
    String id,
    String name,
    boolean warm,
    Optional<JobId> job,
    int attempt,
    String profileId,
    String profileName,
    String profileKey,
    String pluginType,
    byte[] profile,
    TargetRunner target,
    RunnerId runner,
    Optional<RunnerId> launcher,
    Task.State state,
    Optional<String> resource,
    Optional<Integer> exitCode,
    Optional<String> reason,
    boolean stopWanted,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> startedAt,
    Optional<Instant> idleAt,
    Optional<Instant> claimedAt,
    Optional<Instant> exitedAt,
    Optional<Instant> orphanedAt,
    Optional<Instant> stoppedAt,
    boolean jobOver,
    Optional<JobSummary> summary) {

  /** Whose container it is. */
  public record JobSummary(
      String project, String application, String workspace, Operation operation) {}

  /** Whether it may still be on its platform. */
  public boolean open() {
    return stoppedAt.isEmpty();
  }

  /** Of a pool: waits for a job, or is about to. */
  public boolean waiting() {
    return warm && open() && job.isEmpty() && !stopWanted && exitedAt.isEmpty();
  }

  static TaskRow of(Row row) {
    return new TaskRow(
        row.text("id"),
        row.text("name"),
        row.flag("warm"),
        row.optionalText("job_id").map(JobId::new),
        row.integer("attempt"),
        row.text("profile_id"),
        row.text("profile_name"),
        row.text("profile_key"),
        row.text("plugin_type"),
        row.bytes("profile"),
        TargetText.parse(row.text("target")),
        new RunnerId(row.text("runner_id")),
        row.optionalText("launcher").map(RunnerId::new),
        row.constant("shown", Task.State.class),
        row.optionalText("resource"),
        row.optionalInteger("exit_code"),
        row.optionalText("reason"),
        row.flag("stop_wanted"),
        row.time("created_at"),
        row.time("changed_at"),
        row.optionalTime("started_at"),
        row.optionalTime("idle_at"),
        row.optionalTime("claimed_at"),
        row.optionalTime("exited_at"),
        row.optionalTime("orphaned_at"),
        row.optionalTime("stopped_at"),
        row.flag("job_over"),
        row.optionalText("project")
            .map(
                project ->
                    new JobSummary(
                        project,
                        row.text("application"),
                        row.text("workspace"),
                        row.constant("operation", Operation.class))));
  }
}
