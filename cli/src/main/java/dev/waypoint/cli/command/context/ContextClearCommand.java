package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.terminal.Style;
import picocli.CommandLine.Command;

@Command(name = "clear", description = "Have no default context any more.")
final class ContextClearCommand extends WaypointCommand implements NoProject {
  ContextClearCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    program().contexts().clearDefault();
    renderer().line(Style.SUCCESS, "there is no default context any more");
  }
}
