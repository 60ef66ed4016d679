package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.Plugin;

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
}
