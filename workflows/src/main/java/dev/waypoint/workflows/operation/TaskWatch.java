package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.OperationInput;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Follows a container beside its job, so that its end is known at once. First by the runner that
 * launched it, then by any of the target. A watch that fails for good is no harm: the job's own
 * heartbeats tell the same, only later.
 */
final class TaskWatch {
  private static final Logger LOG = Workflow.getLogger(TaskWatch.class);

  private final OperationInput input;
  private final int attempt;
  private boolean left;
  private FailureCode taskEnd;

  TaskWatch(OperationInput input, int attempt, String launcher) {
    this.input = input;
    this.attempt = attempt;
    Async.procedure(this::watch, LaunchQueue.of(input.target(), launcher));
  }

  /** Whether the container is known to have ended. */
  boolean taskEnded() {
    return taskEnd != null;
  }

  /** How the container has ended; empty when it is not known to have. */
  Optional<FailureCode> taskEnd() {
    return Optional.ofNullable(taskEnd);
  }

  /**
   * What happens to the container does not matter any more. The activity is not cancelled: it ends
   * with the container, which is about to be removed, or with the workflow; and a request to cancel
   * would now often meet it just as it ends by itself.
   */
  void leave() {
    left = true;
  }

  private void watch(List<LaunchQueue> queues) {
    for (LaunchQueue queue : queues) {
      if (taskEnd != null || left) {
        return;
      }
      try {
        taskEnd = endOf(watchOn(queue));
      } catch (ActivityFailure e) {
        FailureCode code = Failures.codeOf(e);
        if (code == FailureCode.TASK_EXITED) {
          taskEnd = code;
        } else if (!left) {
          LOG.warn("{}: watching on {} ended: {}", input.jobId(), queue.name(), code);
        }
      }
    }
  }

  private WatchTaskResult watchOn(LaunchQueue queue) {
    ActivityOptions options =
        ActivityLimits.watchTask(input, attempt, queue.name(), queue.takenUntil());
    return Workflow.newActivityStub(LaunchActivities.class, options)
        .watchTask(new AttemptInput(input.jobId(), attempt));
  }

  /** Whatever its exit code: a container that ends before its job has lost it. */
  private static FailureCode endOf(WatchTaskResult result) {
    return FailureCode.TASK_START_FAILED.name().equals(result.code())
        ? FailureCode.TASK_START_FAILED
        : FailureCode.TASK_EXITED;
  }
}
