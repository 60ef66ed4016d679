package dev.waypoint.cli.command.project;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Field;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show one project.")
final class ProjectInspectCommand extends RecordCommand {
  @Mixin private JsonOption format;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The project; default: that of -project.")
  private String argument;

  ProjectInspectCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    String name =
        Optional.ofNullable(argument)
            .or(() -> global().project())
            .orElseThrow(() -> new CliException("missing argument: NAME of the project"));
    GetProjectResponse response =
        server.projects().getProject(GetProjectRequest.newBuilder().setName(name).build());
    List<Field> fields =
        new ArrayList<>(
            ProjectView.fields(
                response.getProject(), response.getWorkspacesList(), environment().clock()));
    fields.addAll(ProjectView.polls(response.getPollsList(), environment().clock()));
    renderer().document(fields, response.getProject());
  }
}
