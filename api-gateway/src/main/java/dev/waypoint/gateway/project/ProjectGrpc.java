package dev.waypoint.gateway.project;

import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.ListProjectsResponse;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.ListRecordsResponse;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc.ProjectServiceImplBase;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.List;

/** Projects and their records for clients; without what is secret. */
@Singleton
public final class ProjectGrpc extends ProjectServiceImplBase {
  private final Projects projects;
  private final Records records;
  private final Database database;

  ProjectGrpc(Projects projects, Records records, Database database) {
    this.projects = projects;
    this.records = records;
    this.database = database;
  }

  @Override
  public void applyProject(
      ApplyProjectRequest request, StreamObserver<ApplyProjectResponse> observer) {
    ProjectAccess.require(request.getProject().getName());
    boolean created = projects.find(request.getProject().getName()).isEmpty();
    Project project = projects.apply(request.getProject(), request.getUpdateList());
    ApplyProjectResponse response =
        ApplyProjectResponse.newBuilder()
            .setProject(ProjectRules.withoutSecrets(project))
            .setCreated(created)
            .build();
    Replies.send(observer, response);
  }

  @Override
  public void getProject(GetProjectRequest request, StreamObserver<GetProjectResponse> observer) {
    ProjectAccess.require(request.getName());
    Project project = projects.require(request.getName());
    GetProjectResponse response =
        GetProjectResponse.newBuilder()
            .setProject(ProjectRules.withoutSecrets(project))
            .addAllWorkspaces(workspaces(project.getName()))
            .build();
    Replies.send(observer, response);
  }

  @Override
  public void listProjects(
      ListProjectsRequest request, StreamObserver<ListProjectsResponse> observer) {
    ListProjectsResponse.Builder response = ListProjectsResponse.newBuilder();
    projects.list().stream()
        .filter(project -> ProjectAccess.allows(project.getName()))
        .map(ProjectRules::withoutSecrets)
        .forEach(response::addProjects);
    Replies.send(observer, response.build());
  }

  @Override
  public void listRecords(
      ListRecordsRequest request, StreamObserver<ListRecordsResponse> observer) {
    ProjectAccess.require(request.getApplication().getProject());
    Replies.send(
        observer, ListRecordsResponse.newBuilder().addAllRecords(records.list(request)).build());
  }

  private List<String> workspaces(String project) {
    return database.read(
        s ->
            s.list(
                "select distinct workspace from job where project = ? order by workspace",
                row -> row.text("workspace"),
                project));
  }
}
