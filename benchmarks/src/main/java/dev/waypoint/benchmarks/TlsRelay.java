package dev.waypoint.benchmarks;

import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Passes calls on to an engine and does nothing else: what it costs at least that clients and
 * runners do not reach the engine themselves.
 */
final class TlsRelay implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Channel engine;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;
  private final List<GatewayChannel> connections = new ArrayList<>();

  /**
   * @param data of a server, whose certificate is used
   */
  TlsRelay(Channel engine, Path data) throws IOException {
    this.engine = engine;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(HOST, 0))
            .executor(executor)
            .sslContext(
                GrpcSslContexts.forServer(
                        data.resolve("tls/cert.pem").toFile(), data.resolve("tls/key.pem").toFile())
                    .build())
            .fallbackHandlerRegistry(new Everything())
            .build()
            .start();
  }

  /** A new connection to it. */
  ManagedChannel connect() {
    GatewayChannel connection =
        GatewayChannel.open(
            new GatewayTarget(HOST, server.getPort(), new TlsTrust.SkipVerify()),
            new AccessToken(Optional.empty(), Optional.empty()));
    connections.add(connection);
    return connection.plain();
  }

  private <Q, A> ServerMethodDefinition<Q, A> relayed(MethodDescriptor<Q, A> method) {
    return ServerMethodDefinition.create(
        method,
        ServerCalls.asyncUnaryCall(
            (request, answer) ->
                ClientCalls.asyncUnaryCall(
                    engine.newCall(
                        method, CallOptions.DEFAULT.withDeadline(Context.current().getDeadline())),
                    request,
                    answer)));
  }

  @Override
  public void close() {
    connections.forEach(GatewayChannel::close);
    server.shutdownNow();
    executor.shutdownNow();
  }

  private final class Everything extends HandlerRegistry {
    private final Map<String, ServerMethodDefinition<?, ?>> methods =
        WorkflowServiceGrpc.getServiceDescriptor().getMethods().stream()
            .map(TlsRelay.this::relayed)
            .collect(
                Collectors.toMap(
                    method -> method.getMethodDescriptor().getFullMethodName(),
                    Function.identity()));

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      return methods.get(name);
    }
  }
}
