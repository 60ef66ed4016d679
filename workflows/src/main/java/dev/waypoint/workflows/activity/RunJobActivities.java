package dev.waypoint.workflows.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Done by the runner that executes a job, on its job queue. Heartbeats from its beginning to its
 * end, every 5 s or more often; a silence of 20 s counts as the runner's death.
 */
@ActivityInterface
public interface RunJobActivities {
  /**
   * Executes the operation: fetches the assignment, streams output, delivers the result to the
   * gateway and only then completes. A failed operation is a normal result, not an exception. An
   * attempt that finds a delivered result answers it and does nothing.
   *
   * @throws io.temporal.failure.ApplicationFailure of a {@link
   *     dev.waypoint.workflows.failure.FailureCode} when nothing could be delivered
   */
  @ActivityMethod(name = "RunJob")
  RunJobResult runJob(AttemptInput input);
}
