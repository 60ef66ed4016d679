package dev.waypoint.cli.operation;

/** Reads what the CLI needs from a waypoint.hcl. */
@FunctionalInterface
public interface ProjectParser {
  /**
   * @throws dev.waypoint.cli.failure.CliException if the file cannot be used, with the position
   */
  ProjectConfig parse(ProjectFile file);
}
