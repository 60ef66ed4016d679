package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.task.WarmRunnerInput;
import dev.waypoint.workflows.task.WarmRunnerWorkflow;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/**
 * StartTask, WatchTask and StopTask as for a job's own container, in that order, with no job in
 * between. A cancellation by Temporal's own means removes the container like {@link #stop}.
 */
public final class WarmRunnerWorkflowImpl implements WarmRunnerWorkflow {
  private final OperationInput task;
  private boolean stopWanted;

  @WorkflowInit
  public WarmRunnerWorkflowImpl(WarmRunnerInput input) {
    this.task = task(input);
  }

  @Override
  public void run(WarmRunnerInput input) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            _ -> {
              stopWanted = true;
              return null;
            });
    CompletablePromise<Void> over = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(
            () -> {
              live();
              over.complete(null);
            })
        .run();
    over.get();
  }

  @Override
  public void stop() {
    stopWanted = true;
  }

  private void live() {
    TaskStops stops = new TaskStops(task);
    TaskStart start = start();
    if (start.ended() && start.failure().isEmpty()) {
      TaskWatch watch = new TaskWatch(task, OnDemandRunnerIds.WARM_ATTEMPT, start.launcher());
      Workflow.await(() -> watch.taskEnded() || stopWanted);
      watch.leave();
    }
    stops.begin(OnDemandRunnerIds.WARM_ATTEMPT, start);
    stops.await();
  }

  /** The last one that was placed; it has ended, or is being cancelled. */
  private TaskStart start() {
    String queue = TaskQueues.launches(task.target());
    Deadline taken = Deadline.of(Clock.now(), task.queueTimeout());
    HandBackPace pace = new HandBackPace();
    while (true) {
      TaskStart start = new TaskStart(task, OnDemandRunnerIds.WARM_ATTEMPT, queue, taken);
      Workflow.await(() -> start.ended() || stopWanted);
      if (!start.ended()) {
        start.cancel();
        return start;
      }
      if (start.failure().filter(FailureCode.HANDED_BACK::equals).isEmpty()) {
        return start;
      }
      BoundedWait.until(pace.next(start.age()), () -> stopWanted);
      if (stopWanted || taken.passed()) {
        return start;
      }
    }
  }

  /** As if it were a job's: the same limits hold. */
  private static OperationInput task(WarmRunnerInput input) {
    return new OperationInput(
        new JobId(input.taskId()),
        "runner started ahead",
        RunnerMode.ON_DEMAND,
        input.target(),
        RetryRule.REPEATABLE,
        OnDemandRunnerIds.WARM_ATTEMPT,
        1,
        input.startTimeout(),
        input.lifetime(),
        Duration.ZERO,
        Duration.ZERO);
  }
}
