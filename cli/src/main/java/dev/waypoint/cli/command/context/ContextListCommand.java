package dev.waypoint.cli.command.context;

import com.google.protobuf.Struct;
import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the contexts.")
final class ContextListCommand extends WaypointCommand implements NoProject {
  @Mixin private JsonOption format;

  ContextListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run() {
    ContextStore contexts = program().contexts();
    List<Struct> documents = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (ContextName name : contexts.names()) {
      ServerContext server = contexts.load(name);
      boolean isDefault = contexts.defaultName().filter(name::equals).isPresent();
      documents.add(ContextView.document(name, server, isDefault));
      rows.add(
          List.of(
              isDefault ? "*" : "",
              name.value(),
              server.address(),
              server.platform().orElse(""),
              server.workspace().orElse("")));
    }
    if (rows.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no contexts; make one with 'waypoint context create'");
    }
    renderer()
        .list(
            new Table(List.of("", "Name", "Server Address", "Platform", "Workspace"), rows),
            documents);
  }
}
