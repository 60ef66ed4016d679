package dev.waypoint.gateway.engine;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The stubs and the client that all kinds of engine share. */
final class EngineConnection implements AutoCloseable {
  private static final Duration RPC_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RETRY_FOR = Duration.ofSeconds(20);
  private static final long PROBE_MILLIS = 50;

  private final String namespace;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private EngineConnection(String namespace, WorkflowServiceStubs stubs) {
    this.namespace = namespace;
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setIdentity("waypoint-gateway-" + ProcessHandle.current().pid())
                .build());
  }

  /** Does not wait for the server. */
  static EngineConnection open(
      String namespace, Consumer<WorkflowServiceStubsOptions.Builder> where) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder()
            .setRpcTimeout(RPC_TIMEOUT)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(RETRY_FOR).validateBuildWithDefaults())
            .setEnableKeepAlive(true)
            .setKeepAliveTime(Duration.ofSeconds(30))
            .setKeepAliveTimeout(Duration.ofSeconds(15))
            .setGrpcCompression(GrpcCompression.NONE);
    where.accept(options);
    return new EngineConnection(
        namespace, WorkflowServiceStubs.newServiceStubs(options.validateAndBuildWithDefaults()));
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  WorkflowClient client() {
    return client;
  }

  /**
   * Waits until the server answers and knows the namespace.
   *
   * @param goOn false when waiting has become pointless
   * @throws EngineException when it does not
   */
  void awaitReady(String address, Duration timeout, BooleanSupplier goOn) {
    long end = System.nanoTime() + timeout.toNanos();
    StatusRuntimeException last = null;
    do {
      try {
        stubs
            .blockingStub()
            .withDeadlineAfter(2, TimeUnit.SECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
        return;
      } catch (StatusRuntimeException e) {
        last = e;
        if (isFinal(e.getStatus().getCode())) {
          break;
        }
        stubs.getRawChannel().resetConnectBackoff();
        pause();
      }
    } while (goOn.getAsBoolean() && System.nanoTime() < end);
    throw new EngineException(explain(address, last.getStatus()), last);
  }

  private static boolean isFinal(Status.Code code) {
    return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
  }

  private String explain(String address, Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND ->
          "Temporal at %s has no namespace '%s'; create it: temporal operator namespace create -n %s"
              .formatted(address, namespace, namespace);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          "Temporal at %s refuses the credentials for namespace '%s': %s"
              .formatted(address, namespace, status.getDescription());
      default ->
          "Temporal at %s does not answer (%s); check the address, whether it runs, and whether it"
                  .formatted(address, describe(status))
              + " expects TLS";
    };
  }

  EngineHealth health(String address) {
    try {
      GetSystemInfoResponse info =
          stubs
              .blockingStub()
              .withDeadlineAfter(1, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return new EngineHealth(
          true, ("Temporal " + info.getServerVersion()).trim() + " at " + address + " answers");
    } catch (StatusRuntimeException e) {
      return new EngineHealth(
          false, "Temporal at %s does not answer: %s".formatted(address, describe(e.getStatus())));
    }
  }

  boolean registerSearchAttributes(Collection<String> keywords) {
    return new SearchAttributes(stubs, namespace).register(keywords);
  }

  /** Has a channel that waits to connect again try now. */
  void reconnect() {
    stubs.getRawChannel().resetConnectBackoff();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
  }

  private static String describe(Status status) {
    return status.getDescription() == null
        ? status.getCode().name()
        : status.getCode() + ": " + status.getDescription();
  }

  static void pause() {
    try {
      Thread.sleep(PROBE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while waiting for Temporal", e);
    }
  }
}
