package dev.waypoint.activities.run;

import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.activity.RunJobResult;
import io.temporal.activity.Activity;

/** RunJob on a runner. */
public final class RunJobActivitiesImpl implements RunJobActivities {
  private final RunnerContext runner;
  private final JobGateway gateway;
  private final JobListener listener;

  public RunJobActivitiesImpl(RunnerContext runner, JobGateway gateway, JobListener listener) {
    this.runner = runner;
    this.gateway = gateway;
    this.listener = listener;
  }

  @Override
  public RunJobResult runJob(AttemptInput input) {
    listener.started(input);
    try {
      return new AttemptRun(runner, gateway, input)
          .run(new TemporalHeartbeat(Activity.getExecutionContext()));
    } finally {
      listener.finished(input);
    }
  }
}
