package dev.waypoint.gateway.task;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.FindOrphansRequest;
import dev.waypoint.protocol.v1.GetSweepRequest;
import dev.waypoint.protocol.v1.GetSweepResponse;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest.Purpose;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.ReportSweptRequest;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.activity.SweepActivities;
import dev.waypoint.workflows.activity.SweepTasksResult;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A static runner and the platform that it launches on, in memory. */
public final class TestingPlatform implements LaunchActivities, SweepActivities {
  /** Outlives servers and runners, as platforms do. */
  private final Map<String, TestingContainer> containers = new ConcurrentHashMap<>();

  private final List<String> everMade = new CopyOnWriteArrayList<>();
  private volatile TestingWorker.Execution execution = TestingWorker.SUCCEED;
  private volatile boolean stopsFail;
  private TestingGateway gateway;
  private TestingRunner connection;
  private ManagedChannel channel;
  private WorkerFactory factory;
  private RunnerAgentServiceBlockingStub agent;

  /** What the runners in containers do with their job. */
  public TestingPlatform executing(TestingWorker.Execution what) {
    execution = what;
    return this;
  }

  /** From now on containers cannot be removed, or can again. */
  public void stopsFail(boolean fail) {
    stopsFail = fail;
  }

  /** Connects the static runner. */
  public TestingPlatform serve(TestingGateway server) {
    gateway = server;
    connection = TestingRunner.connect(server.asUser(), "launcher", RunnerKind.STATIC, Map.of());
    RunnerDirective.Work work = connection.work();
    agent = server.agent(work.getToken());
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.server().grpcPort())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(bearer(work.getToken())))
            .build();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .setGrpcCompression(GrpcCompression.NONE)
                .validateAndBuildWithDefaults());
    factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setNamespace(work.getNamespace()).build()));
    factory.newWorker(work.getLaunchQueue()).registerActivitiesImplementations(this);
    factory.start();
    return this;
  }

  private static io.grpc.Metadata bearer(String token) {
    io.grpc.Metadata headers = new io.grpc.Metadata();
    headers.put(
        io.grpc.Metadata.Key.of("authorization", io.grpc.Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + token);
    return headers;
  }

  /** The runner leaves; the containers stay. */
  public void leave() {
    factory.shutdownNow();
    connection.close();
    channel.shutdownNow();
  }

  /** Names of what is there. */
  public List<String> present() {
    return containers.keySet().stream().sorted().toList();
  }

  /** Names of all that were ever made, in order. */
  public List<String> everMade() {
    return List.copyOf(everMade);
  }

  TestingContainer container(String name) {
    return containers.get(name);
  }

  /** One that nobody asked for. */
  void plant(String name, Map<String, String> labels) {
    containers.put(
        name,
        new TestingContainer(GetTaskAssignmentResponse.newBuilder().putAllLabels(labels).build()));
  }

  @Override
  public StartTaskResult startTask(AttemptInput input) {
    GetTaskAssignmentResponse task = assignment(input, Purpose.START);
    if (task.getCancelled()) {
      throw Failures.permanent(FailureCode.JOB_CANCELLED, "not wanted");
    }
    if (task.getImage().equals("missing")) {
      report(input, "START_FAILED", 0, "there is no image missing");
      throw Failures.permanent(FailureCode.TASK_START_FAILED, "no image");
    }
    TestingContainer fresh = new TestingContainer(task);
    if (containers.putIfAbsent(task.getTaskName(), fresh) == null) {
      everMade.add(task.getTaskName());
      TestingGateway server = gateway;
      Thread.ofVirtual().start(() -> fresh.boot(server, execution));
    }
    report(input, "STARTED", 0, "");
    return new StartTaskResult("launcher");
  }

  @Override
  public WatchTaskResult watchTask(AttemptInput input) {
    TestingContainer container = containers.get(assignment(input, Purpose.WATCH).getTaskName());
    if (container == null) {
      return new WatchTaskResult(-1, FailureCode.TASK_EXITED.name());
    }
    try {
      while (!container.ended().await(200, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    }
    int code = container.exitCode();
    report(input, "EXITED", code, "ended with exit code " + code);
    return new WatchTaskResult(code, code == 0 ? "SUCCESS" : FailureCode.TASK_EXITED.name());
  }

  @Override
  public void stopTask(AttemptInput input) {
    String name = assignment(input, Purpose.STOP).getTaskName();
    if (stopsFail) {
      report(input, "STOP_FAILED", 0, "the platform is away");
      throw Failures.of(FailureCode.TASK_START_FAILED, "not stopped");
    }
    remove(name);
    report(input, "STOPPED", 0, "");
  }

  @Override
  public SweepTasksResult sweepTasks() {
    GetSweepResponse sweep = agent.getSweep(GetSweepRequest.getDefaultInstance());
    int removed = 0;
    for (GetSweepResponse.Platform platform : sweep.getPlatformsList()) {
      List<String> ours =
          present().stream()
              .filter(
                  name ->
                      containers
                          .get(name)
                          .made()
                          .getLabelsMap()
                          .entrySet()
                          .containsAll(sweep.getLabelsMap().entrySet()))
              .toList();
      List<String> orphans =
          agent
              .findOrphans(
                  FindOrphansRequest.newBuilder()
                      .setPlatform(platform.getKey())
                      .addAllTaskNames(ours)
                      .build())
              .getTaskNamesList();
      for (String orphan : orphans) {
        remove(orphan);
        agent.reportSwept(ReportSweptRequest.newBuilder().setTaskName(orphan).build());
        removed++;
      }
    }
    return new SweepTasksResult(removed, removed);
  }

  private void remove(String name) {
    TestingContainer container = containers.remove(name);
    if (container != null) {
      container.kill();
    }
  }

  private GetTaskAssignmentResponse assignment(AttemptInput input, Purpose purpose) {
    return agent.getTaskAssignment(
        GetTaskAssignmentRequest.newBuilder().setAttempt(ref(input)).setPurpose(purpose).build());
  }

  private void report(AttemptInput input, String state, int exitCode, String reason) {
    agent.reportTask(
        ReportTaskRequest.newBuilder()
            .setAttempt(ref(input))
            .setState(state)
            .setExitCode(exitCode)
            .setReason(reason)
            .setResource("resource of " + input.jobId())
            .build());
  }

  private static AttemptRef ref(AttemptInput input) {
    return AttemptRef.newBuilder()
        .setJobId(input.jobId().value())
        .setAttempt(input.attempt())
        .build();
  }
}
