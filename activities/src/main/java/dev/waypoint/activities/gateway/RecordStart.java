package dev.waypoint.activities.gateway;

import java.util.Map;

/**
 * @param component name of the plugin
 * @param parentId empty: none
 */
public record RecordStart(
    RecordKind kind, String component, String parentId, Map<String, String> labels) {
  public RecordStart {
    labels = Map.copyOf(labels);
  }
}
