package dev.waypoint.workflows.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Done by the runner that executes a job, on its job queue. Heartbeats from its beginning to its
 * end, every 5 s or more often; a silence of 20 s counts as the runner's death.
 */
@ActivityInterface
public interface RunJobActivities {
  /** The name of the activity. */
  String TYPE = "RunJob";

  /**
   * The header of a task in which the gateway, on the runner's connection and not in Temporal,
   * sends the assignment along that the runner would fetch first; absent where it has to ask.
   */
  String ASSIGNMENT = "waypoint-assignment";

  /**
   * Executes the operation: fetches the assignment, streams output, delivers the result to the
   * gateway and only then completes. A failed operation is a normal result, not an exception. An
   * attempt that finds a delivered result answers it and does nothing.
   *
   * @throws io.temporal.failure.ApplicationFailure of a {@link
   *     dev.waypoint.workflows.failure.FailureCode} when nothing could be delivered
   */
  @ActivityMethod(name = TYPE)
  RunJobResult runJob(AttemptInput input);
}
