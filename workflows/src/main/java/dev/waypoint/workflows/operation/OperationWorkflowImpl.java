package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.job.CancelRequest;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.OperationStatus;
import dev.waypoint.workflows.job.OperationWorkflow;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/**
 * The messages of the job's workflow; {@link Operation} is its course.
 *
 * <p>Histories of running jobs are replayed by newer code. A change to the order or the kind of
 * what is scheduled is therefore guarded by {@link Workflow#getVersion} at the place that changes,
 * with a change id that is a constant of that class, and the recorded histories of the tests stay
 * as they are; new ones are added beside them.
 */
public final class OperationWorkflowImpl implements OperationWorkflow {
  private final CancelState cancel = new CancelState();
  private final Progress progress;

  @WorkflowInit
  public OperationWorkflowImpl(OperationInput input) {
    this.progress = new Progress(input);
  }

  /**
   * Runs outside of the workflow's own cancellation scope, so that a cancellation by Temporal's own
   * means (its Web UI, its command line) is a graceful cancel like any other.
   */
  @Override
  public OperationOutcome run(OperationInput input) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            _ -> {
              cancel.request(false);
              return null;
            });
    CompletablePromise<OperationOutcome> outcome = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(
            () -> outcome.complete(new Operation(input, cancel, progress).execute()))
        .run();
    return outcome.get();
  }

  @Override
  public void cancel(CancelRequest request) {
    cancel.request(request.force());
  }

  @Override
  public OperationStatus status() {
    return progress.status();
  }
}
