package dev.waypoint.cli.command.workspace;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.ListWorkspacesRequest;
import dev.waypoint.protocol.v1.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one workspace.")
final class WorkspaceInspectCommand extends RecordCommand {
  @Mixin private JsonOption format;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The workspace; default: that of -workspace.")
  private String argument;

  WorkspaceInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    String name = Optional.ofNullable(argument).or(this::givenWorkspace).orElse("default");
    Workspace workspace =
        server
            .projects()
            .listWorkspaces(
                ListWorkspacesRequest.newBuilder()
                    .setProject(global().project().orElse(""))
                    .setName(name)
                    .build())
            .getWorkspacesList()
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    CliException.of(
                        "there is no workspace '%s'; 'waypoint workspace list' shows those there"
                            + " are",
                        name));
    List<Field> fields =
        new ArrayList<>(
            List.of(
                new Field("Workspace", workspace.getName()),
                new Field("Projects", String.join(" ", workspace.getProjectsList()))));
    if (workspace.hasCreated()) {
      fields.add(new Field("Created", Times.full(workspace.getCreated(), environment().clock())));
    }
    if (workspace.hasLastUsed()) {
      fields.add(
          new Field("Last Used", Times.full(workspace.getLastUsed(), environment().clock())));
    }
    renderer().document(fields, workspace);
  }
}
