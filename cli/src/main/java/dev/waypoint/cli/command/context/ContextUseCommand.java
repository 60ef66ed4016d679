package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "use", description = "Make a context the default one.")
final class ContextUseCommand extends WaypointCommand implements NoProject {
  @Parameters(paramLabel = "NAME", description = "The context.")
  private String name;

  ContextUseCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    program().contexts().setDefault(new ContextName(name));
    renderer().line(Style.SUCCESS, "the context %s is the default now".formatted(name));
  }
}
