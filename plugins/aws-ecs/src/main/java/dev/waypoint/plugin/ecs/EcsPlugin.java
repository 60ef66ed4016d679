package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/** The plugin {@code aws-ecs}. */
public final class EcsPlugin implements Plugin {
  @Override
  public String name() {
    return "aws-ecs";
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
            config -> new EcsTaskLauncher(config, () -> Aws.connect(config), Pace.of(config))));
  }

  @Override
  public Optional<Component<RunnerInstaller>> runnerInstaller() {
    return Optional.of(Component.of(InstallerConfig.class, EcsRunnerInstaller::new));
  }
}
