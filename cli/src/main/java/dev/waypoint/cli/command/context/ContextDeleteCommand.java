package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a context; the server is not touched.")
final class ContextDeleteCommand extends WaypointCommand implements NoProject {
  @Option(names = "-all", description = "Delete all contexts.")
  private boolean all;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The context.")
  private String name;

  ContextDeleteCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    if (all == (name != null)) {
      throw new CliException("name the context to delete: either NAME or -all");
    }
    ContextStore contexts = program().contexts();
    if (all) {
      contexts.names().forEach(contexts::delete);
      renderer().line(Style.SUCCESS, "all contexts are deleted");
      return;
    }
    contexts.delete(new ContextName(name));
    renderer().line(Style.SUCCESS, "the context %s is deleted".formatted(name));
  }
}
