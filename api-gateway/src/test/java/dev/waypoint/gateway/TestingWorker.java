package dev.waypoint.gateway;

import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.activity.RunJobResult;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A runner that really polls: connects, takes jobs, and does with them what a test says. */
public final class TestingWorker implements AutoCloseable {
  /** What a test does with a job. Answers the code of the activity's result. */
  public interface Execution {
    String run(TestingWorker worker, AttemptRef attempt, GetJobAssignmentResponse assignment)
        throws InterruptedException;
  }

  /** Two lines of output and a good result. */
  public static final Execution SUCCEED =
      (worker, attempt, assignment) -> {
        worker.print(attempt, 0, "first", "second");
        worker.succeed(attempt, 2);
        return "SUCCESS";
      };

  private final String id;
  private final TestingRunner connection;
  private final ManagedChannel channel;
  private final WorkerFactory factory;
  private final RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub agent;
  private final Execution execution;
  private final Map<String, Payload> sentAlong = new ConcurrentHashMap<>();
  private final BlockingQueue<AttemptRef> begun = new LinkedBlockingQueue<>();

  private TestingWorker(
      TestingGateway gateway,
      Channel channelToConnect,
      ConnectRequest request,
      Optional<String> ownToken,
      Execution execution) {
    this.id = request.getId();
    this.execution = execution;
    this.connection = TestingRunner.connect(channelToConnect, request);
    RunnerDirective.Work work = connection.work();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + ownToken.orElse(work.getToken()));
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.server().grpcPort())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    this.agent = RunnerAgentServiceGrpc.newBlockingStub(channel);
    this.factory = factory(work, request.getConcurrency());
    factory.start();
  }

  public static TestingWorker start(
      TestingGateway gateway, String id, Map<String, String> labels, Execution execution) {
    return new TestingWorker(
        gateway,
        gateway.asUser(),
        TestingRunner.request(id, RunnerKind.STATIC, labels).setConcurrency(16).build(),
        Optional.empty(),
        execution);
  }

  /** The runner of a command line: takes what is addressed to it, whatever its labels. */
  public static TestingWorker byIdOnly(
      TestingGateway gateway, String id, Map<String, String> labels, Execution execution) {
    return new TestingWorker(
        gateway,
        gateway.asUser(),
        TestingRunner.request(id, RunnerKind.CLI_RUNNER, labels).setConcurrency(16).build(),
        Optional.empty(),
        execution);
  }

  /** The runner in a container: takes one job, with the token that the container was given. */
  public static TestingWorker onDemand(
      TestingGateway gateway, String id, String token, Execution execution) {
    return new TestingWorker(
        gateway,
        gateway.as(token),
        TestingRunner.request(id, RunnerKind.ON_DEMAND, Map.of()).setConcurrency(1).build(),
        Optional.of(token),
        execution);
  }

  /** One that executes so many jobs at once. */
  public static TestingWorker start(
      TestingGateway gateway, String id, int slots, Execution execution) {
    return new TestingWorker(
        gateway,
        gateway.asUser(),
        TestingRunner.request(id, RunnerKind.STATIC, Map.of()).setConcurrency(slots).build(),
        Optional.empty(),
        execution);
  }

  private WorkerFactory factory(RunnerDirective.Work work, int slots) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .setGrpcCompression(GrpcCompression.NONE)
                .validateAndBuildWithDefaults());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(work.getNamespace()).build());
    WorkerFactory made =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new SentAlong()).build());
    Worker worker =
        made.newWorker(
            work.getJobQueue(),
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxConcurrentActivityTaskPollers(1)
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDisableEagerExecution(true)
                .build());
    worker.registerActivitiesImplementations((RunJobActivities) this::runJob);
    return made;
  }

  /** Keeps what comes along with tasks. */
  private final class SentAlong extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public ActivityOutput execute(ActivityInput input) {
          Payload payload = input.getHeader().getValues().get(RunJobActivities.ASSIGNMENT);
          if (payload != null) {
            sentAlong.put(((AttemptInput) input.getArguments()[0]).jobId().value(), payload);
          }
          return super.execute(input);
        }
      };
    }
  }

  /** The assignment that came along with a job's task. */
  public Optional<GetJobAssignmentResponse> sentAlong(String jobId) {
    return Optional.ofNullable(sentAlong.get(jobId))
        .map(
            payload ->
                Protos.parse(GetJobAssignmentResponse.parser(), payload.getData().toByteArray()));
  }

  private RunJobResult runJob(AttemptInput input) {
    AttemptRef attempt =
        AttemptRef.newBuilder().setJobId(input.jobId().value()).setAttempt(input.attempt()).build();
    GetJobAssignmentResponse assignment = assignment(attempt);
    begun.add(attempt);
    try {
      return new RunJobResult(execution.run(this, attempt, assignment), id);
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    }
  }

  public GetJobAssignmentResponse assignment(AttemptRef attempt) {
    return agent.getJobAssignment(GetJobAssignmentRequest.newBuilder().setAttempt(attempt).build());
  }

  /** The next attempt that this runner begins. */
  public AttemptRef awaitBegun() throws InterruptedException {
    AttemptRef attempt = begun.poll(20, TimeUnit.SECONDS);
    if (attempt == null) {
      throw new AssertionError("runner " + id + " was given nothing");
    }
    return attempt;
  }

  public long print(AttemptRef attempt, long offset, String... lines) {
    AppendOutputRequest.Builder request =
        AppendOutputRequest.newBuilder().setAttempt(attempt).setOffset(offset);
    for (String line : lines) {
      request.addEvents(
          OutputEvent.newBuilder().setLine(OutputEvent.Line.newBuilder().setText(line)));
    }
    return agent.appendOutput(request.build()).getNextOffset();
  }

  /** Begins the record of a deployment, as a runner does before it calls the platform. */
  public Record beginDeployment(AttemptRef attempt, boolean repeatable) {
    return agent
        .beginRecord(
            BeginRecordRequest.newBuilder()
                .setAttempt(attempt)
                .setKind(Record.Kind.DEPLOYMENT_RECORD)
                .setComponent("exec")
                .setRepeatable(repeatable)
                .build())
        .getRecord();
  }

  public Record finishRecord(AttemptRef attempt, String recordId) {
    return agent
        .finishRecord(
            FinishRecordRequest.newBuilder()
                .setAttempt(attempt)
                .setRecordId(recordId)
                .setSuccess(true)
                .build())
        .getRecord();
  }

  public boolean succeed(AttemptRef attempt, long outputLength) {
    return agent
        .deliverResult(
            DeliverResultRequest.newBuilder()
                .setAttempt(attempt)
                .setOutputLength(outputLength)
                .setSuccess(OperationResult.newBuilder().setUrl("http://made.test"))
                .build())
        .getAccepted();
  }

  public String id() {
    return id;
  }

  public RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub agent() {
    return agent;
  }

  public TestingRunner connection() {
    return connection;
  }

  /** As if the process were killed. */
  public void kill() {
    connection.close();
    channel.shutdownNow();
    factory.shutdownNow();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    connection.close();
    channel.shutdownNow();
  }
}
