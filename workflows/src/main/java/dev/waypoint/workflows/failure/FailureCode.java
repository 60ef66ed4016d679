package dev.waypoint.workflows.failure;

import static dev.waypoint.workflows.failure.FailureKind.CANCELLED;
import static dev.waypoint.workflows.failure.FailureKind.INSUFFICIENT_RESOURCES;
import static dev.waypoint.workflows.failure.FailureKind.INTERNAL;
import static dev.waypoint.workflows.failure.FailureKind.PLATFORM_ERROR;
import static dev.waypoint.workflows.failure.FailureKind.RUNNER_LOST;
import static dev.waypoint.workflows.failure.FailureKind.USER_ERROR;

/** Every way in which a job can end badly. The name is what travels; it never changes. */
public enum FailureCode {
  /** The operation itself failed: a command, a build, a plugin. Final. */
  OPERATION_FAILED(USER_ERROR),
  /** waypoint.hcl, a variable or a plugin's configuration is wrong. Final. */
  CONFIG_INVALID(USER_ERROR),
  /** The source could not be fetched. */
  SOURCE_UNAVAILABLE(USER_ERROR),
  /** A user cancelled it, and the operation unwound. */
  JOB_CANCELLED(CANCELLED),
  /** Cancelled by force, or it did not unwind in time: what it did last is unknown. */
  JOB_ABANDONED(CANCELLED),
  /** A job that it depends on failed; it never began. */
  DEPENDENCY_FAILED(CANCELLED),
  /** A newer job with the same singleton id took its place in the queue. */
  JOB_REPLACED(CANCELLED),
  /** No runner took it in time. */
  QUEUE_TIMEOUT(INSUFFICIENT_RESOURCES),
  /** It ran longer than it may. */
  OPERATION_TIMEOUT(USER_ERROR),
  /** The gateway held the task for a runner that was not free; nobody saw it. Placed again. */
  HANDED_BACK(INSUFFICIENT_RESOURCES),
  /** The runner died or was cut off; the operation never began or may be repeated. */
  RUNNER_GONE(RUNNER_LOST),
  /** The runner died or was cut off in the middle of an operation that must not be repeated. */
  RUNNER_LOST_MIDWAY(RUNNER_LOST),
  /** The on-demand runner's container ended before the job did. */
  TASK_EXITED(RUNNER_LOST),
  /** The platform could not start the container. */
  TASK_START_FAILED(PLATFORM_ERROR),
  /** The container runs, but its runner did not connect in time. */
  TASK_CONNECT_TIMEOUT(PLATFORM_ERROR),
  /** A later attempt is under way; this one must stop. */
  ATTEMPT_OUTDATED(INTERNAL),
  /** A defect; the message names it. */
  INTERNAL_ERROR(INTERNAL);

  private final FailureKind kind;

  FailureCode(FailureKind kind) {
    this.kind = kind;
  }

  public FailureKind kind() {
    return kind;
  }
}
