package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationInput;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Timeouts and retries of the activities. Each has a heartbeat timeout, since a task can be lost on
 * its way to a runner, and a dead runner has to be noticed. What must be quick is retried by the
 * workflow; the engine's own retries are for passing faults of a platform, where a second does not
 * matter.
 */
final class ActivityLimits {
  static final Duration HEARTBEAT = Duration.ofSeconds(20);

  /** Long enough for an image to be fetched, as long as the launcher shows that it lives. */
  static final Duration START = Duration.ofMinutes(10);

  static final int START_TRIES = 4;

  /** How long a launcher's own queue is preferred before any runner of the target may do. */
  static final Duration LAUNCHER = Duration.ofSeconds(30);

  /** How long a runner that was started ahead may take to take a job: it is only to be asked. */
  static final Duration READY = Duration.ofSeconds(15);

  /** How long a sweep may wait for its runner, and how long it may take then. */
  static final Duration SWEEP_WAIT = Duration.ofMinutes(1);

  static final Duration SWEEP = Duration.ofMinutes(10);

  static final Duration STOP = Duration.ofMinutes(1);

  /** How long a container's removal is tried before it is left to the sweep of orphans. */
  static final Duration STOP_ALTOGETHER = Duration.ofHours(1);

  /** The same for a container that, as far as is known, nobody was asked to start. */
  static final Duration STOP_NEVER_STARTED = Duration.ofMinutes(1);

  private ActivityLimits() {}

  static ActivityOptions runJob(OperationInput input, int attempt, String queue, Deadline start) {
    return base(input, attempt, queue, start)
        .setStartToCloseTimeout(input.operationTimeout())
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  static ActivityOptions startTask(
      OperationInput input, int attempt, String queue, Deadline start) {
    return base(input, attempt, queue, start)
        .setStartToCloseTimeout(START)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            passingFaults()
                .setMaximumAttempts(START_TRIES)
                .setDoNotRetry(FailureCode.HANDED_BACK.name())
                .build())
        .build();
  }

  static ActivityOptions watchTask(
      OperationInput input, int attempt, String queue, Deadline start) {
    return base(input, attempt, queue, start)
        .setStartToCloseTimeout(
            input.connectTimeout().plus(input.operationTimeout()).plus(input.cancelGrace()))
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setRetryOptions(passingFaults().build())
        .build();
  }

  static ActivityOptions stopTask(
      OperationInput input, int attempt, String queue, Deadline start, Duration altogether) {
    return base(input, attempt, queue, start)
        .setStartToCloseTimeout(STOP)
        .setScheduleToCloseTimeout(altogether)
        .setRetryOptions(passingFaults().build())
        .build();
  }

  static ActivityOptions sweepTasks(String queue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setHeartbeatTimeout(HEARTBEAT)
        .setScheduleToStartTimeout(SWEEP_WAIT)
        .setStartToCloseTimeout(SWEEP)
        .setDisableEagerExecution(true)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  private static ActivityOptions.Builder base(
      OperationInput input, int attempt, String queue, Deadline start) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setHeartbeatTimeout(HEARTBEAT)
            .setDisableEagerExecution(true)
            .setSummary(input.operation() + ", attempt " + attempt);
    start.left().ifPresent(options::setScheduleToStartTimeout);
    return options;
  }

  private static RetryOptions.Builder passingFaults() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofSeconds(1))
        .setBackoffCoefficient(2)
        .setMaximumInterval(Duration.ofSeconds(10));
  }
}
