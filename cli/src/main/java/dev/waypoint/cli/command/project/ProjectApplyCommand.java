package dev.waypoint.cli.command.project;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.ProjectConfig;
import dev.waypoint.cli.operation.ProjectFile;
import dev.waypoint.cli.operation.Registration;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Polling;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.WaypointHcl;
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

  @Mixin private PollOptions polls;

  @Option(
      names = "-waypoint-hcl",
      paramLabel = "FILE",
      description = "Stored at the server, for sources without such a file; ends in .hcl or .json.")
  private Path waypointHcl;

  @Option(
      names = "-from-waypoint-hcl",
      paramLabel = "FILE",
      description =
          "Take over the apps and the runner stanza (source, polling) of this file; flags win.")
  private Path settings;

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
    if (settings != null) {
      takeOver(server);
    }
    if (git.isGiven() && source == null) {
      source = Source.GIT;
    }
    if (git.isGiven() && source == Source.LOCAL) {
      throw new CliException("-data-source=local goes with none of the -git options");
    }
    DataSource known = knownSource(server);
    if (polls.isGiven() && (source == Source.LOCAL || (source == null && !known.hasGit()))) {
      throw new CliException("polling needs a Git source: -data-source=git -git-url=URL");
    }
    ApplyProjectRequest.Builder request = ApplyProjectRequest.newBuilder();
    Project.Builder project = request.getProjectBuilder().setName(name);
    if (source != null) {
      project.setDataSource(dataSource(known)).setRemoteEnabled(source == Source.GIT);
      request.addUpdate("data_source").addUpdate("remote_enabled");
    }
    polls(request, project, server);
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

  private void takeOver(ServerConnection server) {
    ProjectConfig config = program().projects().parse(ProjectFile.read(settings));
    if (!config.project().equals(name)) {
      throw CliException.of(
          "-from-waypoint-hcl: %s is the file of the project '%s', not of '%s'",
          settings, config.project(), name);
    }
    new Registration(server).register(config, true);
  }

  private void polls(
      ApplyProjectRequest.Builder request, Project.Builder project, ServerConnection server) {
    if (source == Source.LOCAL) {
      request.addUpdate("poll").addUpdate("app_status_poll");
      return;
    }
    Project known = known(server);
    polls
        .git(known.getPoll())
        .ifPresent(
            wanted -> {
              project.setPoll(wanted);
              request.addUpdate("poll");
            });
    polls
        .status(
            known.hasAppStatusPoll()
                ? known.getAppStatusPoll()
                : Polling.newBuilder().setEnabled(project.getPoll().getEnabled()).build())
        .ifPresent(
            wanted -> {
              project.setAppStatusPoll(wanted);
              request.addUpdate("app_status_poll");
            });
  }

  private DataSource dataSource(DataSource known) {
    if (source == Source.LOCAL) {
      return DataSource.newBuilder().setLocal(DataSource.Local.getDefaultInstance()).build();
    }
    return DataSource.newBuilder().setGit(git.merge(known.getGit())).build();
  }

  private DataSource knownSource(ServerConnection server) {
    return known(server).getDataSource();
  }

  private Project known(ServerConnection server) {
    return new Registration(server).find(name).orElse(Project.getDefaultInstance());
  }
}
