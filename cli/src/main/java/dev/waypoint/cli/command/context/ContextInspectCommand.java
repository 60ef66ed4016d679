package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show a context.")
final class ContextInspectCommand extends WaypointCommand implements NoProject {
  @Mixin private JsonOption format;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The context; default: the one in use.")
  private String name;

  ContextInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run() {
    ContextName target = CurrentContext.of(program(), name);
    ContextStore contexts = program().contexts();
    ServerContext server = contexts.load(target);
    boolean isDefault = contexts.defaultName().filter(target::equals).isPresent();
    renderer()
        .document(
            ContextView.fields(target, server, isDefault),
            ContextView.document(target, server, isDefault));
  }
}
