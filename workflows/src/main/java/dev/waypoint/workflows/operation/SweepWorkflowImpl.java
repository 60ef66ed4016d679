package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.SweepActivities;
import dev.waypoint.workflows.activity.SweepTasksResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.task.SweepInput;
import dev.waypoint.workflows.task.SweepWorkflow;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/** One activity on the runner's own queue. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  @Override
  public SweepTasksResult run(SweepInput input) {
    String queue = TaskQueues.launches(new TargetRunner.ById(input.runnerId()));
    try {
      return Workflow.newActivityStub(SweepActivities.class, ActivityLimits.sweepTasks(queue))
          .sweepTasks();
    } catch (ActivityFailure e) {
      FailureCode code = Failures.codeOf(e);
      throw Failures.of(code, "the sweep did not end");
    }
  }
}
