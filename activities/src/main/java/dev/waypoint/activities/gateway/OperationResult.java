package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Optional;

/** What an operation made; only what belongs to the operation is there. */
public record OperationResult(
    Optional<ComponentRecord> build,
    Optional<ComponentRecord> artifact,
    Optional<ComponentRecord> deployment,
    Optional<ComponentRecord> release,
    List<ComponentRecord> statusReports,
    int destroyed,
    Optional<String> url) {
  public static final OperationResult EMPTY =
      new OperationResult(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0,
          Optional.empty());

  public OperationResult {
    statusReports = List.copyOf(statusReports);
  }
}
