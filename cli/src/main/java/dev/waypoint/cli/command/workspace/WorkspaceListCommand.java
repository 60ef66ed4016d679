package dev.waypoint.cli.command.workspace;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Table;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.ListWorkspacesRequest;
import dev.waypoint.protocol.v1.Workspace;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the workspaces, with -project those of a project.")
final class WorkspaceListCommand extends RecordCommand {
  @Mixin private JsonOption format;

  WorkspaceListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<Workspace> workspaces =
        server
            .projects()
            .listWorkspaces(
                ListWorkspacesRequest.newBuilder()
                    .setProject(global().project().orElse(""))
                    .build())
            .getWorkspacesList();
    if (workspaces.isEmpty() && !json()) {
      renderer()
          .line(Style.INFO, "no workspaces found; an operation makes one, or 'workspace create'");
    }
    Table table =
        new Table(
            List.of("Name", "Projects", "Last Used"),
            workspaces.stream()
                .map(
                    workspace ->
                        List.of(
                            workspace.getName(),
                            String.join(" ", workspace.getProjectsList()),
                            workspace.hasLastUsed()
                                ? Times.ago(workspace.getLastUsed(), environment().clock())
                                : ""))
                .toList());
    renderer().list(table, workspaces);
  }
}
