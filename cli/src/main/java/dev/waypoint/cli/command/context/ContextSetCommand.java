package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "set",
    description = "Set the workspace (-workspace=NAME) of a context; an empty one removes it.")
final class ContextSetCommand extends WaypointCommand implements NoProject {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The context; default: the one in use.")
  private String name;

  ContextSetCommand(Program program) {
    super(program);
  }

  @Override
  public Set<String> unusedOptions() {
    return Set.of("-a", "-p");
  }

  @Override
  protected void run() {
    String workspace =
        global().workspace().orElseThrow(() -> new CliException("missing option: -workspace=NAME"));
    ContextName target = CurrentContext.of(program(), name);
    ContextStore contexts = program().contexts();
    Optional<String> value = Optional.of(workspace).filter(text -> !text.isBlank());
    contexts.save(target, contexts.load(target).withWorkspace(value));
    renderer()
        .line(
            Style.SUCCESS,
            value.isPresent()
                ? "the context %s uses the workspace %s".formatted(target, workspace)
                : "the context %s names no workspace any more".formatted(target));
  }
}
