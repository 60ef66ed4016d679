package dev.waypoint.workflows.task;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The life of one on-demand runner that is started ahead: starts its container, watches it, and
 * removes it when it has ended or is not wanted any more. Which job it gets is not its matter.
 */
@WorkflowInterface
public interface WarmRunnerWorkflow {
  String TYPE = "WarmRunner";

  /** The id of the workflow of one such runner. */
  static String workflowId(String taskId) {
    return "warm/" + taskId;
  }

  @WorkflowMethod(name = TYPE)
  void run(WarmRunnerInput input);

  /** Has the container removed, whatever it does. Repeating it is harmless. */
  @SignalMethod(name = "stop")
  void stop();
}
