package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.ConnectionOptions;
import dev.waypoint.cli.command.EmbeddedAccess;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectFile;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/**
 * A command about the project of the working directory. Where no server is configured it starts one
 * inside of this process, for as long as it takes.
 */
public abstract class ProjectCommand extends WaypointCommand {
  private static final String DEFAULT_WORKSPACE = "default";

  @Mixin private ConnectionOptions connection;

  protected ProjectCommand(Program program) {
    super(program);
  }

  /** The nearest waypoint.hcl, unless the command line is about another project. */
  protected final Optional<ProjectConfig> config() {
    return ProjectFile.find(environment().workingDirectory()).map(program().projects()::parse);
  }

  protected final ServerConnection connect() {
    return new EmbeddedAccess(program(), renderer()).open(connection.flags());
  }

  protected final String workspace() {
    return givenWorkspace().orElse(DEFAULT_WORKSPACE);
  }
}
