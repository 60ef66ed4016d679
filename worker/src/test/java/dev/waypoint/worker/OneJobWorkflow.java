package dev.waypoint.worker;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.job.JobId;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Runs one job once. */
@WorkflowInterface
public interface OneJobWorkflow {
  @WorkflowMethod(name = "OneJob")
  RunJobResult run(String queue, JobId job);

  /** The shortest way. */
  final class Impl implements OneJobWorkflow {
    @Override
    public RunJobResult run(String queue, JobId job) {
      return Workflow.newActivityStub(
              RunJobActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(queue)
                  .setHeartbeatTimeout(Duration.ofSeconds(20))
                  .setStartToCloseTimeout(Duration.ofMinutes(2))
                  .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build())
          .runJob(new AttemptInput(job, 1));
    }
  }
}
