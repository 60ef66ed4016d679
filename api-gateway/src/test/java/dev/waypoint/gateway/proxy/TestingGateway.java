package dev.waypoint.gateway.proxy;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.workflows.target.RunnerId;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A gRPC server on a real port with nothing but the proxy; callers say who they are. */
final class TestingGateway implements AutoCloseable {
  static final Metadata.Key<String> WHO = Metadata.Key.of("who", Metadata.ASCII_STRING_MARSHALLER);
  private static final byte[] KEY =
      "a key of more than sixteen bytes".getBytes(StandardCharsets.UTF_8);

  private final Engine engine;
  private final TestingRunnerDirectory directory;
  private final int port;
  private final List<PooledTemporalProxy> proxies = new ArrayList<>();
  private Server server;

  TestingGateway(Engine engine, TestingRunnerDirectory directory) throws IOException {
    this.engine = engine;
    this.directory = directory;
    port = freePort();
    start();
  }

  /** None of those that the system gives to connections: it is used again after {@link #kill}. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(18_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        continue;
      }
    }
  }

  void start() throws IOException {
    PooledTemporalProxy proxy =
        new PooledTemporalProxy(
            engine, directory, KEY, ProxySettings.DEFAULT, TaskCompanion.none(), Clock.systemUTC());
    proxies.add(proxy);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .intercept(new Authentication())
            .addService(proxy.service())
            .build()
            .start();
  }

  /** As a killed process: connections break, nothing is handed back. */
  void kill() {
    server.shutdownNow();
    Waiting.until(server::isTerminated);
  }

  TemporalProxy proxy() {
    return proxies.getLast();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** A channel whose calls are those of a runner. */
  ManagedChannel channel(RunnerId id) {
    Metadata headers = new Metadata();
    headers.put(WHO, id.value());
    return NettyChannelBuilder.forTarget(address())
        .usePlaintext()
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
        .build();
  }

  @Override
  public void close() {
    proxies.forEach(PooledTemporalProxy::close);
    kill();
  }

  private static final class Authentication implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String who = headers.get(WHO);
      if (who == null) {
        return next.startCall(call, headers);
      }
      Context context = Context.current().withValue(RunnerCallContext.RUNNER_ID, new RunnerId(who));
      return Contexts.interceptCall(context, call, headers, next);
    }
  }
}
