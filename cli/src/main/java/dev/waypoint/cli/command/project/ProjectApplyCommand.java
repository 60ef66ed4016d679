package dev.waypoint.cli.command.project;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.WaypointHcl;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    description = "Make or change a project; what is not given stays as it is.")
final class ProjectApplyCommand extends ServerCommand {
  enum Source {
    GIT,
    LOCAL
  }

  @Parameters(paramLabel = "NAME", description = "The project.")
  private String name;

  @Option(
      names = "-data-source",
      paramLabel = "KIND",
      description = "Where its source comes from: ${COMPLETION-CANDIDATES}.")
  private Source source;

  @Mixin private GitOptions git;

  @Option(
      names = {"-waypoint-hcl", "-from-waypoint-hcl"},
      paramLabel = "FILE",
      description = "Stored at the server, for sources without such a file; ends in .hcl or .json.")
  private Path waypointHcl;

  @Option(
      names = "-runner-profile",
      paramLabel = "NAME",
      description = "The profile of its jobs where waypoint.hcl names none.")
  private String runnerProfile;

  @Option(
      names = "-var",
      paramLabel = "K=V",
      description = "An input variable stored at the server. Given ones replace all stored ones.")
  private Map<String, String> variables = new LinkedHashMap<>();

  ProjectApplyCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    if (git.isGiven() && source == null) {
      source = Source.GIT;
    }
    if (git.isGiven() && source == Source.LOCAL) {
      throw new CliException("-data-source=local goes with none of the -git options");
    }
    ApplyProjectRequest.Builder request = ApplyProjectRequest.newBuilder();
    Project.Builder project = request.getProjectBuilder().setName(name);
    if (source != null) {
      project.setDataSource(dataSource(server)).setRemoteEnabled(source == Source.GIT);
      request.addUpdate("data_source").addUpdate("remote_enabled");
    }
    if (waypointHcl != null) {
      ProjectFile file = ProjectFile.read(waypointHcl);
      project.setWaypointHcl(
          WaypointHcl.newBuilder()
              .setFileName(file.name().endsWith(".json") ? "waypoint.hcl.json" : "waypoint.hcl")
              .setContent(ByteString.copyFromUtf8(file.text())));
      request.addUpdate("waypoint_hcl");
    }
    if (runnerProfile != null) {
      project.setRunnerProfile(runnerProfile);
      request.addUpdate("runner_profile");
    }
    if (!variables.isEmpty()) {
      variables.forEach(
          (key, value) ->
              project.addVariables(
                  InputVariable.newBuilder()
                      .setName(key)
                      .setValue(value)
                      .setSource(InputVariable.Source.SERVER)));
      request.addUpdate("variables");
    }
    ApplyProjectResponse response = server.projects().applyProject(request.build());
    renderer()
        .line(
            Style.SUCCESS,
            "the project %s is %s"
                .formatted(
                    response.getProject().getName(),
                    response.getCreated() ? "created" : "updated"));
  }

  private DataSource dataSource(ServerConnection server) {
    if (source == Source.LOCAL) {
      return DataSource.newBuilder().setLocal(DataSource.Local.getDefaultInstance()).build();
    }
    return DataSource.newBuilder().setGit(git.merge(known(server))).build();
  }

  private DataSource.Git known(ServerConnection server) {
    try {
      return server
          .projects()
          .getProject(GetProjectRequest.newBuilder().setName(name).build())
          .getProject()
          .getDataSource()
          .getGit();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return DataSource.Git.getDefaultInstance();
      }
      throw e;
    }
  }
}
