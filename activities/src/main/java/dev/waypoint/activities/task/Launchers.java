package dev.waypoint.activities.task;

import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.TaskAssignment;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Map;

/** Makes the task launchers that runner profiles name. */
final class Launchers {
  private final RunnerContext runner;

  Launchers(RunnerContext runner) {
    this.runner = runner;
  }

  TaskLauncher create(TaskAssignment task) throws LauncherException {
    Plugin plugin =
        runner
            .plugins()
            .find(task.pluginType())
            .orElseThrow(
                () -> new LauncherException(runner.plugins().unknown(task.pluginType()), null));
    Component<TaskLauncher> component =
        plugin
            .taskLauncher()
            .orElseThrow(
                () ->
                    new LauncherException(
                        "plugin \"%s\" cannot launch on-demand runners: give the profile another plugin type."
                            .formatted(plugin.name()),
                        null));
    try {
      return component.create(values(task, component));
    } catch (ConfigInvalidException | ConfigException e) {
      throw new LauncherException(
          "the profile's plugin configuration is wrong: " + e.getMessage(), e);
    }
  }

  private Map<String, Object> values(TaskAssignment task, Component<TaskLauncher> component)
      throws ConfigInvalidException {
    if (task.pluginConfig().isBlank()) {
      return Map.of();
    }
    String name =
        "plugin-config."
            + (task.pluginConfigFormat().isEmpty() ? "hcl" : task.pluginConfigFormat());
    return runner.configs().values(new HclFile(name, task.pluginConfig()), component.schema());
  }
}
