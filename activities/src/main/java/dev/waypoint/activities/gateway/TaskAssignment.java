package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Map;

/**
 * The container of an on-demand runner.
 *
 * @param taskName the same for every call of one attempt
 * @param pluginConfig the task launcher's configuration as text
 * @param pluginConfigFormat {@code hcl} or {@code json}
 * @param environment with the on-demand runner's token
 * @param cancelled the job is being cancelled: start nothing
 */
public record TaskAssignment(
    String taskName,
    String pluginType,
    String pluginConfig,
    String pluginConfigFormat,
    String image,
    List<String> entrypoint,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> labels,
    boolean cancelled) {
  public TaskAssignment {
    entrypoint = List.copyOf(entrypoint);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }

  /** What its launcher is made from. */
  public LauncherSettings launcher() {
    return new LauncherSettings(pluginType, pluginConfig, pluginConfigFormat);
  }

  @Override
  public String toString() {
    return "TaskAssignment[taskName=%s, pluginType=%s, image=%s]"
        .formatted(taskName, pluginType, image);
  }
}
