package dev.waypoint.cli.operation;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.Project;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Makes projects and their apps known to a server. */
public final class Registration {
  private final ServerConnection server;

  public Registration(ServerConnection server) {
    this.server = server;
  }

  /** The project as the server knows it. */
  public Optional<Project> find(String project) {
    try {
      return Optional.of(
          server
              .projects()
              .getProject(GetProjectRequest.newBuilder().setName(project).build())
              .getProject());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Makes the project if it is new, and adds apps that are. The runner stanza's settings are taken
   * over for a new project, and on request.
   */
  public ApplyProjectResponse register(ProjectConfig config, boolean updateSettings) {
    Optional<Project> known = find(config.project());
    Set<String> applications =
        new LinkedHashSet<>(
            known.map(Project::getApplicationsList).map(Set::copyOf).orElse(Set.of()));
    applications.addAll(config.applications());
    ApplyProjectRequest.Builder request = ApplyProjectRequest.newBuilder();
    Project.Builder project =
        request.getProjectBuilder().setName(config.project()).addAllApplications(applications);
    request.addUpdate("applications");
    if (updateSettings || known.isEmpty()) {
      config
          .source()
          .ifPresent(
              git -> {
                project.setDataSource(DataSource.newBuilder().setGit(git));
                request.addUpdate("data_source");
              });
      config
          .polling()
          .ifPresent(
              polling -> {
                project.setPoll(polling);
                request.addUpdate("poll");
              });
      config
          .runnerEnabled()
          .ifPresent(
              enabled -> {
                project.setRemoteEnabled(enabled);
                request.addUpdate("remote_enabled");
              });
    }
    return server.projects().applyProject(request.build());
  }
}
