package dev.waypoint.cli.testing;

import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.AdoptRunnerResponse;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.ApplyProjectResponse;
import dev.waypoint.protocol.v1.BootstrapRequest;
import dev.waypoint.protocol.v1.CancelTaskRequest;
import dev.waypoint.protocol.v1.CancelTaskResponse;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.DestroyProjectRequest;
import dev.waypoint.protocol.v1.DestroyProjectResponse;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.ForgetRunnerResponse;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.GetCookieResponse;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.GetProfileResponse;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.GetProjectResponse;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.GetRunnerResponse;
import dev.waypoint.protocol.v1.GetServerInfoRequest;
import dev.waypoint.protocol.v1.GetServerInfoResponse;
import dev.waypoint.protocol.v1.GetTaskRequest;
import dev.waypoint.protocol.v1.GetTaskResponse;
import dev.waypoint.protocol.v1.ListProfilesRequest;
import dev.waypoint.protocol.v1.ListProfilesResponse;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.ListProjectsResponse;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.ListRecordsResponse;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.ListRunnersResponse;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.ListTasksResponse;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.SetProfileResponse;
import dev.waypoint.protocol.v1.Task;
import dev.waypoint.protocol.v1.TaskServiceGrpc;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server in memory that knows no rules: it keeps what it is told and answers that. */
public final class TestingServices {
  public final Map<String, Runner> runners = new ConcurrentHashMap<>();
  public final Map<String, Profile> profiles = new ConcurrentHashMap<>();
  public final Map<String, Task> tasks = new ConcurrentSkipListMap<>();
  public final List<String> cancelledTasks = new CopyOnWriteArrayList<>();
  public final Map<String, Project> projects = new ConcurrentHashMap<>();
  public final List<Record> records = new CopyOnWriteArrayList<>();
  public final List<CreateRunnerTokenRequest> runnerTokens = new CopyOnWriteArrayList<>();
  public final List<ListRunnersRequest> runnerLists = new CopyOnWriteArrayList<>();
  public final InMemoryJobs jobs = new InMemoryJobs();

  /** Otherwise destroying a project never ends. */
  public volatile boolean destroysAtOnce;

  private boolean bootstrapped;

  List<BindableService> all() {
    return List.of(
        jobs,
        new Runners(),
        new Tasks(),
        new Profiles(),
        new Projects(),
        new Tokens(),
        new Admin());
  }

  private final class Tasks extends TaskServiceGrpc.TaskServiceImplBase {
    @Override
    public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
      answer(
          observer,
          ListTasksResponse.newBuilder()
              .addAllTasks(
                  tasks.values().stream()
                      .filter(
                          task ->
                              request.getStatesCount() == 0
                                  || request.getStatesList().contains(task.getState()))
                      .toList())
              .build());
    }

    @Override
    public void getTask(GetTaskRequest request, StreamObserver<GetTaskResponse> observer) {
      find(request.getId(), request.getRunJobId())
          .ifPresentOrElse(
              task -> answer(observer, GetTaskResponse.newBuilder().setTask(task).build()),
              () -> notFound(observer, "there is no task '" + request.getId() + "'"));
    }

    @Override
    public void cancelTask(CancelTaskRequest request, StreamObserver<CancelTaskResponse> observer) {
      Task task = find(request.getId(), request.getRunJobId()).orElseThrow();
      cancelledTasks.add(task.getId());
      answer(observer, CancelTaskResponse.newBuilder().setTask(task).build());
    }

    private Optional<Task> find(String id, String job) {
      return tasks.values().stream()
          .filter(task -> id.isEmpty() ? task.getJobId().equals(job) : task.getId().equals(id))
          .findFirst();
    }
  }

  private static <T> void answer(StreamObserver<T> observer, T response) {
    observer.onNext(response);
    observer.onCompleted();
  }

  private static void notFound(StreamObserver<?> observer, String message) {
    observer.onError(Status.NOT_FOUND.withDescription(message).asRuntimeException());
  }

  private final class Runners extends RunnerServiceGrpc.RunnerServiceImplBase {
    @Override
    public void listRunners(
        ListRunnersRequest request, StreamObserver<ListRunnersResponse> observer) {
      runnerLists.add(request);
      answer(
          observer,
          ListRunnersResponse.newBuilder()
              .addAllRunners(
                  runners.values().stream()
                      .filter(
                          runner ->
                              !request.getPendingOnly()
                                  || runner.getAdoptionState() == AdoptionState.PENDING)
                      .sorted((a, b) -> a.getId().compareTo(b.getId()))
                      .toList())
              .build());
    }

    @Override
    public void getRunner(GetRunnerRequest request, StreamObserver<GetRunnerResponse> observer) {
      Runner runner = runners.get(request.getId());
      if (runner == null) {
        notFound(observer, "there is no runner '" + request.getId() + "'");
        return;
      }
      answer(observer, GetRunnerResponse.newBuilder().setRunner(runner).build());
    }

    @Override
    public void adoptRunner(
        AdoptRunnerRequest request, StreamObserver<AdoptRunnerResponse> observer) {
      Runner runner =
          runners.computeIfPresent(
              request.getId(),
              (id, known) -> known.toBuilder().setAdoptionState(AdoptionState.ADOPTED).build());
      if (runner == null) {
        notFound(observer, "there is no runner '" + request.getId() + "'");
        return;
      }
      answer(observer, AdoptRunnerResponse.newBuilder().setRunner(runner).build());
    }

    @Override
    public void forgetRunner(
        ForgetRunnerRequest request, StreamObserver<ForgetRunnerResponse> observer) {
      runners.remove(request.getId());
      answer(
          observer,
          ForgetRunnerResponse.newBuilder()
              .addAllProfiles(
                  profiles.values().stream()
                      .filter(p -> p.getTargetRunner().getId().equals(request.getId()))
                      .map(Profile::getName)
                      .toList())
              .build());
    }
  }

  private final class Profiles extends ProfileServiceGrpc.ProfileServiceImplBase {
    @Override
    public void setProfile(SetProfileRequest request, StreamObserver<SetProfileResponse> observer) {
      boolean created = profiles.put(request.getProfile().getName(), request.getProfile()) == null;
      answer(
          observer,
          SetProfileResponse.newBuilder()
              .setProfile(request.getProfile())
              .setCreated(created)
              .build());
    }

    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<GetProfileResponse> observer) {
      Profile profile = profiles.get(request.getName());
      if (profile == null) {
        notFound(observer, "there is no profile '" + request.getName() + "'");
        return;
      }
      answer(observer, GetProfileResponse.newBuilder().setProfile(profile).build());
    }

    @Override
    public void listProfiles(
        ListProfilesRequest request, StreamObserver<ListProfilesResponse> observer) {
      answer(observer, ListProfilesResponse.newBuilder().addAllProfiles(profiles.values()).build());
    }
  }

  private final class Projects extends ProjectServiceGrpc.ProjectServiceImplBase {
    @Override
    public void applyProject(
        ApplyProjectRequest request, StreamObserver<ApplyProjectResponse> observer) {
      Project given = request.getProject();
      Project.Builder project =
          projects.getOrDefault(given.getName(), Project.getDefaultInstance()).toBuilder()
              .setName(given.getName());
      for (String field : request.getUpdateList()) {
        var descriptor = Project.getDescriptor().findFieldByName(field);
        project.setField(descriptor, given.getField(descriptor));
      }
      boolean created = projects.put(given.getName(), project.build()) == null;
      answer(
          observer,
          ApplyProjectResponse.newBuilder().setProject(project).setCreated(created).build());
    }

    @Override
    public void getProject(GetProjectRequest request, StreamObserver<GetProjectResponse> observer) {
      Project project = projects.get(request.getName());
      if (project == null) {
        notFound(observer, "there is no project '" + request.getName() + "'");
        return;
      }
      answer(observer, GetProjectResponse.newBuilder().setProject(project).build());
    }

    @Override
    public void destroyProject(
        DestroyProjectRequest request, StreamObserver<DestroyProjectResponse> observer) {
      projects.computeIfPresent(
          request.getName(),
          (_, known) -> destroysAtOnce ? null : known.toBuilder().setDestroying(true).build());
      answer(observer, DestroyProjectResponse.getDefaultInstance());
    }

    @Override
    public void listProjects(
        ListProjectsRequest request, StreamObserver<ListProjectsResponse> observer) {
      answer(
          observer,
          ListProjectsResponse.newBuilder()
              .addAllProjects(new LinkedHashMap<>(projects).values())
              .build());
    }

    @Override
    public void listRecords(
        ListRecordsRequest request, StreamObserver<ListRecordsResponse> observer) {
      answer(
          observer,
          ListRecordsResponse.newBuilder()
              .addAllRecords(
                  new ArrayList<>(records)
                      .stream()
                          .filter(record -> record.getKind() == request.getKind())
                          .filter(record -> record.getWorkspace().equals(request.getWorkspace()))
                          .filter(
                              record -> record.getApplication().equals(request.getApplication()))
                          .toList())
              .build());
    }
  }

  private final class Tokens extends TokenServiceGrpc.TokenServiceImplBase {
    @Override
    public void createRunnerToken(
        CreateRunnerTokenRequest request, StreamObserver<CreateTokenResponse> observer) {
      runnerTokens.add(request);
      answer(observer, CreateTokenResponse.newBuilder().setToken("runner-token").build());
    }
  }

  private final class Admin extends ServerServiceGrpc.ServerServiceImplBase {
    @Override
    public void getServerInfo(
        GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> observer) {
      answer(observer, GetServerInfoResponse.newBuilder().setVersion("1.0").build());
    }

    @Override
    public void getCookie(GetCookieRequest request, StreamObserver<GetCookieResponse> observer) {
      answer(observer, GetCookieResponse.newBuilder().setCookie("WPC01").build());
    }

    @Override
    public void bootstrap(BootstrapRequest request, StreamObserver<CreateTokenResponse> observer) {
      if (bootstrapped) {
        observer.onError(
            Status.PERMISSION_DENIED
                .withDescription("this server is bootstrapped already")
                .asRuntimeException());
        return;
      }
      bootstrapped = true;
      answer(observer, CreateTokenResponse.newBuilder().setToken("first-token").build());
    }
  }
}
