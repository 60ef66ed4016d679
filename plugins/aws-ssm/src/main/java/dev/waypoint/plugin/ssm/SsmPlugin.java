package dev.waypoint.plugin.ssm;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.component.ConfigSource;
import java.util.Optional;

/** The plugin {@code aws-ssm}. */
public final class SsmPlugin implements Plugin {
  @Override
  public String name() {
    return "aws-ssm";
  }

  @Override
  public int sdkVersion() {
    return Plugin.SDK_VERSION;
  }

  @Override
  public Optional<Component<ConfigSource>> configSource() {
    return Optional.of(Component.of(SsmConfig.class, SsmConfigSource::new));
  }
}
