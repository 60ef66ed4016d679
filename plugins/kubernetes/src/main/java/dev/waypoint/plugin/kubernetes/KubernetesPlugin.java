package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/** The plugin {@code kubernetes}. */
public final class KubernetesPlugin implements Plugin {
  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<ConfigSource>> configSource() {
    return Optional.of(Component.of(ConfigSourceConfig.class, KubernetesConfigSource::new));
  }

  @Override
  public Optional<Component<TaskLauncher>> taskLauncher() {
    return Optional.of(Component.of(LauncherConfig.class, KubernetesTaskLauncher::new));
  }

  @Override
  public Optional<Component<RunnerInstaller>> runnerInstaller() {
    return Optional.of(Component.of(InstallerConfig.class, KubernetesRunnerInstaller::new));
  }

  @Override
  public Optional<Component<ServerInstaller>> serverInstaller() {
    return Optional.of(Component.of(ServerConfig.class, KubernetesServerInstaller::new));
  }
}
