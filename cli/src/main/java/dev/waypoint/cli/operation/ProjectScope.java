package dev.waypoint.cli.operation;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.Project;
import java.util.List;
import java.util.Optional;

/**
 * What an operation is about.
 *
 * @param config the local waypoint.hcl, if it is that of the project
 * @param foreign the command line names another project than the local waypoint.hcl
 */
public record ProjectScope(String project, Optional<ProjectConfig> config, boolean foreign) {
  /**
   * The flag beats the file.
   *
   * @throws CliException if neither names a project
   */
  public static ProjectScope of(Optional<String> flag, Optional<ProjectConfig> file) {
    if (flag.isPresent() && file.map(ProjectConfig::project).filter(flag.get()::equals).isEmpty()) {
      return new ProjectScope(flag.get(), Optional.empty(), file.isPresent());
    }
    ProjectConfig config =
        file.orElseThrow(
            () ->
                new CliException(
                    "no waypoint.hcl in this directory or above it: change into a project's"
                        + " directory, or name a project that the server knows with -project"));
    return new ProjectScope(config.project(), Optional.of(config), false);
  }

  /** The app asked for, else all of the file, else all that the server knows. */
  public List<String> applications(Optional<String> flag, Project record) {
    List<String> known =
        config.map(ProjectConfig::applications).orElse(record.getApplicationsList());
    if (flag.isPresent()) {
      if (!known.contains(flag.get())) {
        throw CliException.of(
            "the project %s has no app '%s'; it has: %s",
            project, flag.get(), String.join(", ", known));
      }
      return List.of(flag.get());
    }
    if (known.isEmpty()) {
      throw CliException.of(
          "the project %s has no apps: add an app stanza to its waypoint.hcl and run 'waypoint"
              + " init'",
          project);
    }
    return known;
  }
}
