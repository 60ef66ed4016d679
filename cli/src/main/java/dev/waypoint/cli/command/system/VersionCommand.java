package dev.waypoint.cli.command.system;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.environment.ProgramVersion;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Show the version of this program.")
public final class VersionCommand extends WaypointCommand {
  VersionCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    renderer().value("Waypoint v" + ProgramVersion.number());
  }
}
