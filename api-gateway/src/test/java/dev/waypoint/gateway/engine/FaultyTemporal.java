package dev.waypoint.gateway.engine;

import io.grpc.CallOptions;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a real Temporal server on which it refuses to tell of some workflows. */
public final class FaultyTemporal implements AutoCloseable {
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          WorkflowServiceGrpc.getServiceDescriptor(),
          OperatorServiceGrpc.getServiceDescriptor(),
          HealthGrpc.getServiceDescriptor());

  private final Set<String> untold = ConcurrentHashMap.newKeySet();
  private final ManagedChannel real;
  private final Server server;

  private FaultyTemporal(String address) throws IOException {
    real = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .fallbackHandlerRegistry(new Everything())
            .build()
            .start();
  }

  public static FaultyTemporal before(TestingTemporalServer temporal) throws IOException {
    return new FaultyTemporal(temporal.address());
  }

  /** From now on. */
  public void doesNotTellOf(String workflowId) {
    untold.add(workflowId);
  }

  /** For a gateway that is to use it. */
  public EngineOptions options(Path directory) {
    return EngineOptions.embeddedIn(directory)
        .withExternal(ExternalServer.plaintext("127.0.0.1:" + server.getPort()));
  }

  private <Q, A> ServerMethodDefinition<Q, A> forwarded(MethodDescriptor<Q, A> method) {
    return ServerMethodDefinition.create(
        method, ServerCalls.asyncUnaryCall((request, answer) -> forward(method, request, answer)));
  }

  private <Q, A> void forward(MethodDescriptor<Q, A> method, Q request, StreamObserver<A> answer) {
    if (request instanceof DescribeWorkflowExecutionRequest describe
        && untold.contains(describe.getExecution().getWorkflowId())) {
      answer.onError(Status.FAILED_PRECONDITION.withDescription("damaged").asRuntimeException());
    } else {
      ClientCalls.asyncUnaryCall(real.newCall(method, CallOptions.DEFAULT), request, answer);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    real.shutdownNow();
  }

  private final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      return SERVICES.stream()
          .flatMap(service -> service.getMethods().stream())
          .filter(method -> method.getFullMethodName().equals(name))
          .findFirst()
          .map(FaultyTemporal.this::forwarded)
          .orElse(null);
    }
  }
}
