package dev.waypoint.workflows.task;

import dev.waypoint.workflows.activity.SweepTasksResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Has one static runner remove the containers that were left behind where it can reach. */
@WorkflowInterface
public interface SweepWorkflow {
  String TYPE = "Sweep";

  /** One at a time for each runner. */
  static String workflowId(String runnerId) {
    return "sweep/" + runnerId;
  }

  /** Tried once: the next sweep comes anyway. */
  @WorkflowMethod(name = TYPE)
  SweepTasksResult run(SweepInput input);
}
