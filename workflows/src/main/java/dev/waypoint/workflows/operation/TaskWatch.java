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
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
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
  private final CancellationScope scope;
  private boolean cancelled;
  private FailureCode taskEnd;

  TaskWatch(OperationInput input, int attempt, String launcher) {
    this.input = input;
    this.attempt = attempt;
    List<LaunchQueue> queues = LaunchQueue.of(input.target(), launcher);
    this.scope = Workflow.newCancellationScope(() -> Async.procedure(this::watch, queues));
    scope.run();
  }

  /** Whether the container is known to have ended. */
  boolean taskEnded() {
    return taskEnd != null;
  }

  /** Only after it has ended. */
  FailureCode taskEnd() {
    return taskEnd;
  }

  void cancel() {
    cancelled = true;
    scope.cancel();
  }

  private void watch(List<LaunchQueue> queues) {
    for (LaunchQueue queue : queues) {
      if (taskEnd != null || cancelled) {
        return;
      }
      try {
        taskEnd = endOf(watchOn(queue));
      } catch (ActivityFailure e) {
        FailureCode code = Failures.codeOf(e);
        if (code == FailureCode.TASK_EXITED) {
          taskEnd = code;
        } else if (!cancelled) {
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
