package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param application empty for what concerns the whole project
 * @param source absent: the job needs none
 * @param waypointHcl replaces the file of the source
 */
public record JobSpec(
    String project,
    String application,
    String workspace,
    OperationKind operation,
    Map<String, String> labels,
    Optional<SourceSpec> source,
    Optional<HclFile> waypointHcl,
    List<VariableInput> variables,
    OperationOptions options) {
  public JobSpec {
    labels = Map.copyOf(labels);
    variables = List.copyOf(variables);
  }
}
