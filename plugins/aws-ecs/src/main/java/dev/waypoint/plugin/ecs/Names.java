package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.TaskName;
import java.util.Optional;

/** Everything of a task is named after it. */
final class Names {
  /** The container of a task definition that is the runner. */
  static final String CONTAINER = "runner";

  /** Of all families. */
  static final String FAMILIES = "waypoint-runner-";

  private Names() {}

  static String family(TaskName task) {
    return FAMILIES + task;
  }

  /** Empty: not one of ours. */
  static Optional<TaskName> task(String family) {
    try {
      return family.startsWith(FAMILIES)
          ? Optional.of(new TaskName(family.substring(FAMILIES.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What the log streams of a task begin with. */
  static String streams(TaskName task) {
    return task + "/";
  }

  static String stream(TaskName task, String taskArn) {
    return "%s/%s/%s".formatted(task, CONTAINER, taskArn.substring(taskArn.lastIndexOf('/') + 1));
  }
}
