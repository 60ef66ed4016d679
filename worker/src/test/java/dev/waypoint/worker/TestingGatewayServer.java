package dev.waypoint.worker;

import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AppendOutputResponse;
import dev.waypoint.protocol.v1.BeginRecordRequest;
import dev.waypoint.protocol.v1.BeginRecordResponse;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DeliverResultResponse;
import dev.waypoint.protocol.v1.FinishRecordRequest;
import dev.waypoint.protocol.v1.FinishRecordResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.job.JobId;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A gateway for runners with a real engine behind it: the test says what is directed, and starts
 * jobs; calls of Temporal's service are passed on as they are.
 */
final class TestingGatewayServer implements AutoCloseable {
  static final String NAMESPACE = "default";

  /** One for all tests, as it takes long to end; queues have names of their own. */
  private static final TestWorkflowEnvironment ENGINE = startEngine();

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String jobQueue = "virtual/jobs/" + NUMBERS.incrementAndGet();
  private final Service service = new Service();
  private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
  private final List<OutputEvent> output = new ArrayList<>();
  private final BlockingQueue<DeliverResultRequest> results = new LinkedBlockingQueue<>();
  private final List<String> tokens = new ArrayList<>();
  private GetJobAssignmentResponse assignment =
      GetJobAssignmentResponse.newBuilder()
          .setVerdict(GetJobAssignmentResponse.Verdict.RUN)
          .build();
  private Optional<Status> refusal = Optional.empty();
  private Optional<String> refusedToken = Optional.empty();
  private Server server;
  private int port;

  TestingGatewayServer() {
    listen(0);
  }

  private static TestWorkflowEnvironment startEngine() {
    TestWorkflowEnvironment engine =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    engine.newWorker("server").registerWorkflowImplementationTypes(OneJobWorkflow.Impl.class);
    engine.start();
    return engine;
  }

  /** One open stream of a runner. */
  record Connection(
      String jobQueue,
      ConnectRequest request,
      Optional<String> authorization,
      Optional<String> cookie,
      StreamObserver<RunnerDirective> directives,
      CompletableFuture<Void> closed) {
    void work(String token) {
      directives.onNext(
          RunnerDirective.newBuilder()
              .setWork(
                  RunnerDirective.Work.newBuilder()
                      .setToken(token)
                      .setNamespace(NAMESPACE)
                      .setJobQueue(jobQueue)
                      .setLaunchQueue(jobQueue + "/launch"))
              .build());
    }

    void waiting(String message) {
      directives.onNext(
          RunnerDirective.newBuilder()
              .setWaiting(RunnerDirective.Waiting.newBuilder().setMessage(message))
              .build());
    }

    void drain(boolean exit) {
      directives.onNext(
          RunnerDirective.newBuilder()
              .setDrain(RunnerDirective.Drain.newBuilder().setExit(exit))
              .build());
    }

    void renew(String token) {
      directives.onNext(
          RunnerDirective.newBuilder()
              .setRenewed(RunnerDirective.Renewed.newBuilder().setToken(token))
              .build());
    }

    void refuse(String code, String message) {
      directives.onNext(
          RunnerDirective.newBuilder()
              .setRefused(RunnerDirective.Refused.newBuilder().setCode(code).setMessage(message))
              .build());
      directives.onCompleted();
    }
  }

  GatewayTarget target() {
    return new GatewayTarget("127.0.0.1", port, new TlsTrust.Plaintext());
  }

  Connection awaitConnection() throws InterruptedException {
    Connection connection = connections.poll(30, TimeUnit.SECONDS);
    if (connection == null) {
      throw new AssertionError("no runner connected");
    }
    return connection;
  }

  DeliverResultRequest awaitResult() throws InterruptedException {
    DeliverResultRequest result = results.poll(30, TimeUnit.SECONDS);
    if (result == null) {
      throw new AssertionError("no result was delivered");
    }
    return result;
  }

  synchronized List<OutputEvent> output() {
    return List.copyOf(output);
  }

  /** Of all calls of the engine's service, the latest last. */
  synchronized List<String> engineTokens() {
    return List.copyOf(tokens);
  }

  /** What GetJobAssignment answers from now on. */
  synchronized void assign(GetJobAssignmentResponse response) {
    assignment = response;
  }

  /** Connect is answered with this from now on. */
  synchronized void refuseConnections(Status status) {
    refusal = Optional.of(status);
  }

  /** Connect is answered UNAUTHENTICATED to those who come with this. */
  synchronized void refuseToken(String authorization) {
    refusedToken = Optional.of(authorization);
  }

  /** Places a job on the queue that the runner polls. */
  StartedJob startJob(String id) {
    WorkflowStub stub =
        ENGINE
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "OneJob", WorkflowOptions.newBuilder().setTaskQueue("server").build());
    stub.start(jobQueue, new JobId(id));
    return new StartedJob(stub);
  }

  /** Of one job's workflow. */
  record StartedJob(WorkflowStub workflow) {
    /** What RunJob answered. */
    RunJobResult result() throws TimeoutException {
      return workflow.getResult(60, TimeUnit.SECONDS, RunJobResult.class);
    }

    void cancel() {
      workflow.cancel();
    }
  }

  /** Returns when the output holds the text; fails after half a minute. */
  synchronized void awaitOutput(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!text().contains(text)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no '%s' in the output: %s".formatted(text, text()));
      }
      wait(left);
    }
  }

  /** The bytes of programs. */
  synchronized String text() {
    return output.stream()
        .map(event -> event.getRaw().getData().toStringUtf8())
        .collect(Collectors.joining());
  }

  /** The process of the gateway goes away; the engine does not. */
  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Comes back at the same address. */
  void restart() {
    listen(port);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private void listen(int onPort) {
    try {
      server =
          Grpc.newServerBuilderForPort(onPort, InsecureServerCredentials.create())
              .addService(service)
              .fallbackHandlerRegistry(
                  new PassingOn(ENGINE.getWorkflowServiceStubs().getRawChannel(), this::note))
              .intercept(new HeaderContext())
              .build()
              .start();
      port = server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void note(Metadata headers) {
    tokens.add(String.valueOf(headers.get(AccessToken.AUTHORIZATION)));
  }

  private final class Service extends RunnerAgentServiceGrpc.RunnerAgentServiceImplBase {
    @Override
    public void connect(ConnectRequest request, StreamObserver<RunnerDirective> observer) {
      Optional<Status> refused;
      synchronized (TestingGatewayServer.this) {
        refused = refusal;
        Optional<String> shown =
            Optional.ofNullable(HeaderContext.HEADERS.get().get(AccessToken.AUTHORIZATION));
        if (shown.isPresent() && shown.equals(refusedToken)) {
          refused = Optional.of(Status.UNAUTHENTICATED.withDescription("the token has expired"));
        }
      }
      if (refused.isPresent()) {
        observer.onError(refused.get().asRuntimeException());
        return;
      }
      CompletableFuture<Void> closed = new CompletableFuture<>();
      ((ServerCallStreamObserver<RunnerDirective>) observer)
          .setOnCancelHandler(() -> closed.complete(null));
      Metadata headers = HeaderContext.HEADERS.get();
      connections.add(
          new Connection(
              jobQueue,
              request,
              Optional.ofNullable(headers.get(AccessToken.AUTHORIZATION)),
              Optional.ofNullable(headers.get(AccessToken.COOKIE)),
              observer,
              closed));
    }

    @Override
    public void getJobAssignment(
        GetJobAssignmentRequest request, StreamObserver<GetJobAssignmentResponse> observer) {
      synchronized (TestingGatewayServer.this) {
        observer.onNext(assignment);
      }
      observer.onCompleted();
    }

    private void take(long offset, List<OutputEvent> events) {
      synchronized (TestingGatewayServer.this) {
        events.stream().skip(output.size() - offset).forEach(output::add);
        TestingGatewayServer.this.notifyAll();
      }
    }

    @Override
    public void appendOutput(
        AppendOutputRequest request, StreamObserver<AppendOutputResponse> observer) {
      synchronized (TestingGatewayServer.this) {
        take(request.getOffset(), request.getEventsList());
        observer.onNext(AppendOutputResponse.newBuilder().setNextOffset(output.size()).build());
      }
      observer.onCompleted();
    }

    @Override
    public void beginRecord(
        BeginRecordRequest request, StreamObserver<BeginRecordResponse> observer) {
      Record record = Record.newBuilder().setId("rec").setKind(request.getKind()).build();
      observer.onNext(BeginRecordResponse.newBuilder().setRecord(record).build());
      observer.onCompleted();
    }

    @Override
    public void finishRecord(
        FinishRecordRequest request, StreamObserver<FinishRecordResponse> observer) {
      Record record =
          Record.newBuilder()
              .setId(request.getRecordId())
              .setStatus(request.getSuccess() ? Record.Status.SUCCEEDED : Record.Status.FAILED)
              .build();
      observer.onNext(FinishRecordResponse.newBuilder().setRecord(record).build());
      observer.onCompleted();
    }

    @Override
    public void deliverResult(
        DeliverResultRequest request, StreamObserver<DeliverResultResponse> observer) {
      take(request.getLastOutputOffset(), request.getLastOutputList());
      results.add(request);
      observer.onNext(DeliverResultResponse.newBuilder().setAccepted(true).build());
      observer.onCompleted();
    }
  }

  /** Makes the request's headers known to the services. */
  private static final class HeaderContext implements ServerInterceptor {
    static final io.grpc.Context.Key<Metadata> HEADERS = io.grpc.Context.key("headers");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      ServerCall.Listener<Q> listener =
          io.grpc.Contexts.interceptCall(
              io.grpc.Context.current().withValue(HEADERS, headers), call, headers, next);
      return new ForwardingServerCallListener.SimpleForwardingServerCallListener<Q>(listener) {};
    }
  }
}
