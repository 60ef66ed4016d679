package dev.waypoint.activities.task;

import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.SweepAssignment;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.workflows.activity.SweepTasksResult;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks on each platform that the gateway names for containers of its own, and removes those that
 * the gateway does not need. A platform that this runner cannot reach is passed over: it may be
 * another runner's.
 */
final class TaskSweep {
  private static final Logger log = LoggerFactory.getLogger(TaskSweep.class);

  private final JobGateway gateway;
  private final Launchers launchers;
  private final TailTerminal terminal = new TailTerminal(1);

  TaskSweep(JobGateway gateway, Launchers launchers) {
    this.gateway = gateway;
    this.launchers = launchers;
  }

  SweepTasksResult run() throws InterruptedException {
    SweepAssignment sweep = gateway.sweepAssignment();
    int found = 0;
    int removed = 0;
    for (SweepAssignment.Platform platform : sweep.platforms()) {
      try {
        TaskLauncher launcher = launchers.create(platform.launcher());
        List<String> present =
            launcher.listTasks(sweep.labels(), LaunchActivitiesImpl.context(terminal)).stream()
                .map(TaskName::value)
                .toList();
        List<String> orphans = gateway.orphans(platform.key(), present);
        found += orphans.size();
        for (String orphan : orphans) {
          removed += remove(launcher, orphan) ? 1 : 0;
        }
      } catch (LauncherException | TaskException e) {
        log.info(
            "{} was not looked at for containers that were left: {}",
            platform.launcher().pluginType(),
            e.getMessage());
      }
    }
    return new SweepTasksResult(found, removed);
  }

  private boolean remove(TaskLauncher launcher, String name) throws InterruptedException {
    try {
      launcher.stopTask(new TaskName(name), LaunchActivitiesImpl.context(terminal));
      gateway.reportSwept(name, "");
      return true;
    } catch (TaskException e) {
      gateway.reportSwept(name, e.getMessage());
      return false;
    }
  }
}
