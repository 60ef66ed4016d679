package dev.waypoint.cli.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says about an operation.
 *
 * @param workspace from flag, environment or context
 * @param local whether this process executes it; empty: to be decided
 * @param remoteSource changes of the project's data source for this operation
 * @param variables of {@code -var}
 * @param variableFiles of {@code -var-file}, in order
 * @param terms when the jobs run, and for how long
 */
public record OperationRequest(
    Optional<String> project,
    Optional<String> application,
    String workspace,
    Optional<Boolean> local,
    Map<String, String> labels,
    Map<String, String> remoteSource,
    Map<String, String> variables,
    List<Path> variableFiles,
    JobTerms terms) {}
