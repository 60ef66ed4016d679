package dev.waypoint.activities.task;

import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.LauncherSettings;
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

  TaskLauncher create(LauncherSettings settings) throws LauncherException {
    Plugin plugin =
        runner
            .plugins()
            .find(settings.pluginType())
            .orElseThrow(
                () -> new LauncherException(runner.plugins().unknown(settings.pluginType()), null));
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
      return component.create(values(settings, component));
    } catch (ConfigInvalidException | ConfigException e) {
      throw new LauncherException(
          "the profile's plugin configuration is wrong: " + e.getMessage(), e);
    }
  }

  private Map<String, Object> values(LauncherSettings settings, Component<TaskLauncher> component)
      throws ConfigInvalidException {
    if (settings.pluginConfig().isBlank()) {
      return Map.of();
    }
    String name =
        "plugin-config."
            + (settings.pluginConfigFormat().isEmpty() ? "hcl" : settings.pluginConfigFormat());
    return runner.configs().values(new HclFile(name, settings.pluginConfig()), component.schema());
  }
}
