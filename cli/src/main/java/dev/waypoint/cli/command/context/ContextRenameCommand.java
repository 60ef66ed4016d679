package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Give a context another name.")
final class ContextRenameCommand extends WaypointCommand implements NoProject {
  @Parameters(index = "0", paramLabel = "FROM", description = "The context.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Its new name.")
  private String to;

  ContextRenameCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    program().contexts().rename(new ContextName(from), new ContextName(to));
    renderer().line(Style.SUCCESS, "the context %s is called %s now".formatted(from, to));
  }
}
