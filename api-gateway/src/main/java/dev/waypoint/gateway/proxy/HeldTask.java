package dev.waypoint.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.waypoint.workflows.target.RunnerId;
import java.time.Instant;

/**
 * A task that a runner was given and has not answered yet.
 *
 * @param key tells this task from every other of this gateway process
 * @param workflowId the job's workflow, {@code job/<id>}
 * @param activityType {@code RunJob}, {@code StartTask}, {@code WatchTask} or {@code StopTask}
 * @param queue the real task queue that it came from
 * @param launch true when it came from a launch queue, so uses up none of the job slots
 * @param since when it was given out
 */
public record HeldTask(
    long key,
    RunnerId runnerId,
    String workflowId,
    String activityType,
    String queue,
    boolean launch,
    Instant since) {
  public HeldTask {
    requireNonNull(runnerId, "runnerId is null");
    requireNonNull(workflowId, "workflowId is null");
    requireNonNull(activityType, "activityType is null");
    requireNonNull(queue, "queue is null");
    requireNonNull(since, "since is null");
  }
}
