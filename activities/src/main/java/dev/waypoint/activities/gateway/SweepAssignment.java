package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Map;

/**
 * Where to look for containers that were left behind.
 *
 * @param labels on every container of the server that asks
 */
public record SweepAssignment(List<Platform> platforms, Map<String, String> labels) {
  public SweepAssignment {
    platforms = List.copyOf(platforms);
    labels = Map.copyOf(labels);
  }

  /**
   * A platform as a profile describes it.
   *
   * @param key names it to the gateway
   */
  public record Platform(String key, LauncherSettings launcher) {}
}
