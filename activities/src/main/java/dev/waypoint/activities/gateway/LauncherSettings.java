package dev.waypoint.activities.gateway;

/**
 * What a task launcher is made from.
 *
 * @param pluginConfig its configuration as text
 * @param pluginConfigFormat {@code hcl} or {@code json}
 */
public record LauncherSettings(String pluginType, String pluginConfig, String pluginConfigFormat) {
  /** The configuration may hold credentials. */
  @Override
  public String toString() {
    return "LauncherSettings[pluginType=%s]".formatted(pluginType);
  }
}
