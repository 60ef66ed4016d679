package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import java.util.List;

/**
 * Where a container may be watched or stopped.
 *
 * @param patient false: only if it is taken soon, since another queue comes after it
 */
record LaunchQueue(String name, boolean patient) {
  /**
   * In the order of preference: the launcher's own, then the target's.
   *
   * @param launcher null when unknown
   */
  static List<LaunchQueue> of(TargetRunner target, String launcher) {
    LaunchQueue last = new LaunchQueue(TaskQueues.launches(target), true);
    if (launcher == null || launcher.isBlank()) {
      return List.of(last);
    }
    String own = TaskQueues.launches(new TargetRunner.ById(new RunnerId(launcher)));
    return own.equals(last.name()) ? List.of(last) : List.of(new LaunchQueue(own, false), last);
  }

  Deadline takenUntil() {
    return patient ? Deadline.at(null) : Deadline.of(Clock.now(), ActivityLimits.LAUNCHER);
  }
}
