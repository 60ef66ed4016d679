package dev.waypoint.plugin.nomad;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/** The plugin {@code nomad}. */
public final class NomadPlugin implements Plugin {
  @Override
  public String name() {
    return "nomad";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<TaskLauncher>> taskLauncher() {
    return Optional.of(
        Component.of(
            LauncherConfig.class,
            config ->
                new NomadTaskLauncher(config, NomadAccess.of(config.access(), System.getenv()))));
  }

  @Override
  public Optional<Component<RunnerInstaller>> runnerInstaller() {
    return Optional.of(
        Component.of(
            InstallerConfig.class,
            config ->
                new NomadRunnerInstaller(
                    config, NomadAccess.of(config.access(), System.getenv()))));
  }
}
