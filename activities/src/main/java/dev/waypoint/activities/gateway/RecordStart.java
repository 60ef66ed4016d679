package dev.waypoint.activities.gateway;

import java.util.Map;

/**
 * @param component name of the plugin
 * @param parentId empty: none
 * @param repeatable whether, until it is finished, a further attempt may do it again from its start
 */
public record RecordStart(
    RecordKind kind,
    String component,
    String parentId,
    Map<String, String> labels,
    boolean repeatable) {
  public RecordStart {
    labels = Map.copyOf(labels);
  }
}
