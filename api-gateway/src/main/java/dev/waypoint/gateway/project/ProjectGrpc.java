package dev.waypoint.gateway.project;

import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.CreateWorkspaceRequest;
import dev.waypoint.protocol.v1.CreateWorkspaceResponse;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.ListProjectsResponse;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.ListRecordsResponse;
import dev.waypoint.protocol.v1.ListWorkspacesRequest;
import dev.waypoint.protocol.v1.ListWorkspacesResponse;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc.ProjectServiceImplBase;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** Projects and their records for clients; without what is secret. */
@Singleton
public final class ProjectGrpc extends ProjectServiceImplBase {
  private final Projects projects;
  private final Records records;
  private final Workspaces workspaces;

  ProjectGrpc(Projects projects, Records records, Workspaces workspaces) {
    this.projects = projects;
    this.records = records;
    this.workspaces = workspaces;
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
            .addAllWorkspaces(workspaces.of(project.getName()))
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

  @Override
  public void createWorkspace(
      CreateWorkspaceRequest request, StreamObserver<CreateWorkspaceResponse> observer) {
    boolean created = workspaces.create(request.getName());
    Replies.send(
        observer,
        CreateWorkspaceResponse.newBuilder()
            .setWorkspace(workspaces.list("", request.getName()).getFirst())
            .setCreated(created)
            .build());
  }

  @Override
  public void listWorkspaces(
      ListWorkspacesRequest request, StreamObserver<ListWorkspacesResponse> observer) {
    if (!request.getProject().isEmpty()) {
      ProjectAccess.require(request.getProject());
      projects.require(request.getProject());
    }
    Replies.send(
        observer,
        ListWorkspacesResponse.newBuilder()
            .addAllWorkspaces(workspaces.list(request.getProject(), request.getName()))
            .build());
  }
}
