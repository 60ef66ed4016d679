package dev.waypoint.worker;

import dev.waypoint.protocol.v1.AppendOutputRequest;
import dev.waypoint.protocol.v1.AppendOutputResponse;
import dev.waypoint.protocol.v1.ConnectRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DeliverResultResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.OutputEvent;
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
import io.temporal.client.WorkflowClient;
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

/**
 * A gateway for runners with a real engine behind it: the test says what is directed, and starts
 * jobs; calls of Temporal's service are passed on as they are.
 */
final class TestingGatewayServer implements AutoCloseable {
  static final String NAMESPACE = "default";
  static final String JOB_QUEUE = "virtual/jobs";
  static final String LAUNCH_QUEUE = "virtual/launches";

  private final TestWorkflowEnvironment engine =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
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
  private Server server;
  private int port;

  TestingGatewayServer() {
    engine.newWorker("server").registerWorkflowImplementationTypes(OneJobWorkflow.Impl.class);
    engine.start();
    listen(0);
  }

  /** One open stream of a runner. */
  record Connection(
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
                      .setJobQueue(JOB_QUEUE)
                      .setLaunchQueue(LAUNCH_QUEUE))
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

  /** Places a job on the queue that the runner polls; the future gives what RunJob answered. */
  CompletableFuture<RunJobResult> startJob(String id) {
    WorkflowClient client = engine.getWorkflowClient();
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "OneJob", WorkflowOptions.newBuilder().setTaskQueue("server").build());
    stub.start(JOB_QUEUE, new JobId(id));
    return stub.getResultAsync(RunJobResult.class);
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
    engine.close();
  }

  private void listen(int onPort) {
    try {
      server =
          Grpc.newServerBuilderForPort(onPort, InsecureServerCredentials.create())
              .addService(service)
              .fallbackHandlerRegistry(
                  new PassingOn(engine.getWorkflowServiceStubs().getRawChannel(), this::note))
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

    @Override
    public void appendOutput(
        AppendOutputRequest request, StreamObserver<AppendOutputResponse> observer) {
      synchronized (TestingGatewayServer.this) {
        output.addAll(request.getEventsList());
        observer.onNext(
            AppendOutputResponse.newBuilder()
                .setNextOffset(request.getOffset() + request.getEventsCount())
                .build());
      }
      observer.onCompleted();
    }

    @Override
    public void deliverResult(
        DeliverResultRequest request, StreamObserver<DeliverResultResponse> observer) {
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
