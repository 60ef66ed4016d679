package dev.waypoint.activities.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A build, artifact, deployment, release or status report as the gateway keeps it.
 *
 * @param sequence counted per application and kind, over all workspaces; 0 for status reports
 * @param component name of the plugin that made it
 * @param data what the plugin made: image, tag, container
 * @param parentId artifact: its build; deployment: its artifact; release, report: its deployment;
 *     empty: none
 * @param health of a status report; empty otherwise
 */
public record ComponentRecord(
    String id,
    RecordKind kind,
    long sequence,
    String project,
    String application,
    String workspace,
    String jobId,
    String component,
    Status status,
    Map<String, String> data,
    Map<String, String> labels,
    Optional<String> url,
    String parentId,
    String health,
    String message,
    boolean destroyed,
    Optional<Instant> startTime,
    Optional<Instant> completeTime) {
  /** How far it came. */
  public enum Status {
    STARTED,
    SUCCEEDED,
    FAILED
  }

  public ComponentRecord {
    data = Map.copyOf(data);
    labels = Map.copyOf(labels);
  }
}
