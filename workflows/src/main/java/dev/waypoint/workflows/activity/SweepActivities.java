package dev.waypoint.workflows.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Done by a static runner on its launch queue. Heartbeats every 5 s or more often. */
@ActivityInterface
public interface SweepActivities {
  /**
   * Removes containers of this server that were left behind: those on the platforms that this
   * runner can reach, which the gateway does not need. Idempotent.
   */
  @ActivityMethod(name = "SweepTasks")
  SweepTasksResult sweepTasks();
}
