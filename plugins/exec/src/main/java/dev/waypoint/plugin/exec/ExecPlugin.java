package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.component.ReleaseManager;
import java.util.Optional;

/** The plugin {@code exec}. */
public final class ExecPlugin implements Plugin {
  @Override
  public String name() {
    return "exec";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<Builder>> builder() {
    return Optional.of(Component.of(CommandConfig.class, ExecBuilder::new));
  }

  @Override
  public Optional<Component<Registry>> registry() {
    return Optional.of(Component.of(CommandConfig.class, ExecRegistry::new));
  }

  @Override
  public Optional<Component<Platform>> platform() {
    return Optional.of(Component.of(DeployConfig.class, ExecPlatform::new));
  }

  @Override
  public Optional<Component<ReleaseManager>> releaseManager() {
    return Optional.of(Component.of(ReleaseConfig.class, ExecReleaseManager::new));
  }
}
