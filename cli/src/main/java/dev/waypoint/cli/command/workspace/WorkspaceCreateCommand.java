package dev.waypoint.cli.command.workspace;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.CreateWorkspaceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Make a workspace; one that is there stays as it is.")
final class WorkspaceCreateCommand extends ServerCommand {
  @Parameters(paramLabel = "NAME", description = "Letters, digits, '_' and '-'.")
  private String name;

  WorkspaceCreateCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    boolean created =
        server
            .projects()
            .createWorkspace(CreateWorkspaceRequest.newBuilder().setName(name).build())
            .getCreated();
    renderer()
        .line(
            Style.SUCCESS,
            "the workspace %s %s".formatted(name, created ? "is created" : "is there already"));
  }
}
