package dev.waypoint.gateway.project;

import dev.waypoint.gateway.audit.AuditAction;
import dev.waypoint.gateway.audit.AuditLog;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.auth.ProjectAccess;
import dev.waypoint.gateway.auth.Replies;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.CreateWorkspaceRequest;
import dev.waypoint.protocol.v1.CreateWorkspaceResponse;
import dev.waypoint.protocol.v1.DestroyProjectRequest;
import dev.waypoint.protocol.v1.DestroyProjectResponse;
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
import java.util.Optional;

/** Projects and their records for clients; without what is secret. */
@Singleton
public final class ProjectGrpc extends ProjectServiceImplBase {
  private final Projects projects;
  private final Records records;
  private final Workspaces workspaces;
  private final PollStore polls;
  private final RemovalStore removals;
  private final AuditLog audit;

  ProjectGrpc(
      Projects projects,
      Records records,
      Workspaces workspaces,
      PollStore polls,
      RemovalStore removals,
      AuditLog audit) {
    this.polls = polls;
    this.removals = removals;
    this.audit = audit;
    this.projects = projects;
    this.records = records;
    this.workspaces = workspaces;
  }

  @Override
  public void applyProject(
      ApplyProjectRequest request, StreamObserver<ApplyProjectResponse> observer) {
    ProjectAccess.require(request.getProject().getName());
    Optional<Project> before = projects.find(request.getProject().getName());
    Project project = projects.apply(request.getProject(), request.getUpdateList());
    boolean moved =
        before.filter(old -> !old.getDataSource().equals(project.getDataSource())).isPresent();
    polls.refresh(project, moved);
    ApplyProjectResponse response =
        ApplyProjectResponse.newBuilder()
            .setProject(ProjectRules.withoutSecrets(project))
            .setCreated(before.isEmpty())
            .build();
    Replies.send(observer, response);
  }

  @Override
  public void getProject(GetProjectRequest request, StreamObserver<GetProjectResponse> observer) {
    ProjectAccess.require(request.getName());
    Project project = projects.require(request.getName());
    Optional<RemovalStore.Removal> removal = removals.find(project.getName());
    GetProjectResponse response =
        GetProjectResponse.newBuilder()
            .setProject(
                ProjectRules.withoutSecrets(project).toBuilder()
                    .setDestroying(removal.filter(RemovalStore.Removal::active).isPresent()))
            .addAllWorkspaces(workspaces.of(project.getName()))
            .addAllPolls(polls.states(project.getName()))
            .setDestroyFailure(removal.map(RemovalStore.Removal::failure).orElse(""))
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
  public void destroyProject(
      DestroyProjectRequest request, StreamObserver<DestroyProjectResponse> observer) {
    ProjectAccess.require(request.getName());
    projects.require(request.getName());
    removals.begin(request.getName(), request.getSkipResources(), Caller.current().describe());
    audit.record(
        AuditAction.PROJECT_DESTROY,
        request.getName(),
        request.getSkipResources() ? "what is deployed stays" : "with what is deployed");
    Replies.send(observer, DestroyProjectResponse.getDefaultInstance());
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
