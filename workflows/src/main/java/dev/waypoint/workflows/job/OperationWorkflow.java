package dev.waypoint.workflows.job;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One job, from the queue to its end: selects the runner's queue, starts and stops on-demand
 * runners, retries what was lost, and sees to it that the job ends exactly once.
 */
@WorkflowInterface
public interface OperationWorkflow {
  String TYPE = "Operation";

  @WorkflowMethod(name = TYPE)
  OperationOutcome run(OperationInput input);

  /** Graceful unless forced; repeating it is harmless; a forced one shortens a graceful one. */
  @SignalMethod(name = "cancel")
  void cancel(CancelRequest request);

  /** Where the job stands and what it waits for. */
  @QueryMethod(name = "status")
  OperationStatus status();
}
