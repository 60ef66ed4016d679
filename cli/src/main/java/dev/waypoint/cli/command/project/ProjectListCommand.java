package dev.waypoint.cli.command.project;

import dev.waypoint.cli.command.JsonOption;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.RecordCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.Project;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the projects.")
final class ProjectListCommand extends RecordCommand {
  @Mixin private JsonOption format;

  ProjectListCommand(Program program) {
    super(program);
  }

  @Override
  protected boolean json() {
    return format.json();
  }

  @Override
  protected void run(ServerConnection server) {
    List<Project> projects =
        server.projects().listProjects(ListProjectsRequest.getDefaultInstance()).getProjectsList();
    if (projects.isEmpty() && !json()) {
      renderer().line(Style.INFO, "no projects found; register one with 'waypoint init'");
    }
    renderer().list(ProjectView.table(projects), projects);
  }
}
