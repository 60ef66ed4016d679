package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/** The plugin {@code docker}. */
public final class DockerPlugin implements Plugin {
  @Override
  public String name() {
    return "docker";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<Builder>> builder() {
    return Optional.of(Component.of(BuildConfig.class, DockerBuilder::new));
  }

  @Override
  public Optional<Component<Registry>> registry() {
    return Optional.of(Component.of(RegistryConfig.class, DockerRegistry::new));
  }

  @Override
  public Optional<Component<Platform>> platform() {
    return Optional.of(Component.of(DeployConfig.class, DockerPlatform::new));
  }

  @Override
  public Optional<Component<ReleaseManager>> releaseManager() {
    return Optional.of(Component.of(new DockerReleaseManager()));
  }

  @Override
  public Optional<Component<TaskLauncher>> taskLauncher() {
    return Optional.of(Component.of(LauncherConfig.class, DockerTaskLauncher::new));
  }

  @Override
  public Optional<Component<RunnerInstaller>> runnerInstaller() {
    return Optional.of(Component.of(InstallerConfig.class, DockerRunnerInstaller::new));
  }

  @Override
  public Optional<Component<ServerInstaller>> serverInstaller() {
    return Optional.of(Component.of(ServerConfig.class, DockerServerInstaller::new));
  }
}
