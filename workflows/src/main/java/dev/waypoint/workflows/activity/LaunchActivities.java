package dev.waypoint.workflows.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Done by a static runner through a platform's task launcher, on its launch queue. Each heartbeats
 * from its beginning to its end, every 5 s or more often; a silence of 20 s counts as the runner's
 * death.
 */
@ActivityInterface
public interface LaunchActivities {
  /**
   * Idempotent: the container's name is derived from job and attempt. Does not wait for readiness.
   * A failure of a passing kind is tried again, up to three times more; {@link
   * dev.waypoint.workflows.failure.Failures#permanent} ends the job.
   */
  @ActivityMethod(name = "StartTask")
  StartTaskResult startTask(AttemptInput input);

  /**
   * Returns when the container has ended, with its true exit code. May be called again after a
   * loss. Heartbeats.
   */
  @ActivityMethod(name = "WatchTask")
  WatchTaskResult watchTask(AttemptInput input);

  /** Removes the container. Idempotent; fine when it never was or is gone. */
  @ActivityMethod(name = "StopTask")
  void stopTask(AttemptInput input);
}
