package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.Polling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the CLI needs to know from a waypoint.hcl; whatever depends on variables is not in here.
 *
 * @param file with its text
 * @param applications in the order of the file
 * @param variables names of the declared input variables
 * @param namesProfile whether the project or an app of it names a runner profile
 * @param runnerEnabled the runner stanza's {@code enabled}, if there is one
 * @param source the runner stanza's data source
 * @param polling the runner stanza's polling, if there is one
 */
public record ProjectConfig(
    ProjectFile file,
    String project,
    List<String> applications,
    Set<String> variables,
    boolean namesProfile,
    Optional<Boolean> runnerEnabled,
    Optional<DataSource.Git> source,
    Optional<Polling> polling) {
  public ProjectConfig {
    applications = List.copyOf(applications);
    variables = Set.copyOf(variables);
  }

  /** Where relative paths of the file start. */
  public Path directory() {
    return file.directory();
  }
}
