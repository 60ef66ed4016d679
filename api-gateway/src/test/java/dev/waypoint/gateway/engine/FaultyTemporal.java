package dev.waypoint.gateway.engine;

import io.grpc.CallOptions;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a real Temporal server on which it refuses to tell of some workflows. */
public final class FaultyTemporal implements AutoCloseable {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();
  private static final String DESCRIBE =
      WorkflowServiceGrpc.getDescribeWorkflowExecutionMethod().getFullMethodName();

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

  private void forward(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> answer) {
    if (method.getFullMethodName().equals(DESCRIBE) && untold.contains(workflow(request))) {
      answer.onError(Status.FAILED_PRECONDITION.withDescription("damaged").asRuntimeException());
    } else {
      ClientCalls.asyncUnaryCall(real.newCall(method, CallOptions.DEFAULT), request, answer);
    }
  }

  private static String workflow(byte[] describe) {
    try {
      return DescribeWorkflowExecutionRequest.parseFrom(describe).getExecution().getWorkflowId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(BYTES, BYTES)
              .setFullMethodName(name)
              .setType(MethodType.UNARY)
              .build();
      return ServerMethodDefinition.create(
          method,
          ServerCalls.asyncUnaryCall((request, answer) -> forward(method, request, answer)));
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
