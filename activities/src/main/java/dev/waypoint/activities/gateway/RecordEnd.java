package dev.waypoint.activities.gateway;

import java.util.Map;
import java.util.Optional;

/**
 * @param health of a status report; empty otherwise
 * @param message of a failure or a status report; empty otherwise
 */
public record RecordEnd(
    String recordId,
    boolean success,
    Map<String, String> data,
    Map<String, String> labels,
    Optional<String> url,
    String health,
    String message) {
  public RecordEnd {
    data = Map.copyOf(data);
    labels = Map.copyOf(labels);
  }

  /** The end of something that did not come about. */
  public static RecordEnd failed(String recordId, Map<String, String> labels, String message) {
    return new RecordEnd(recordId, false, Map.of(), labels, Optional.empty(), "", message);
  }
}
