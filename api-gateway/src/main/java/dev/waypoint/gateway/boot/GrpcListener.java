package dev.waypoint.gateway.boot;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waypoint.gateway.auth.AuthInterceptor;
import dev.waypoint.gateway.auth.ErrorInterceptor;
import dev.waypoint.gateway.proxy.TemporalProxy;
import dev.waypoint.gateway.tls.ServerCertificate;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** Listens for clients and runners. Every call has a virtual thread of its own. */
@Singleton
final class GrpcListener {
  private static final int MAX_MESSAGE = 8 * 1024 * 1024;
  private static final long CLOSING_SECONDS = 1;

  private final GatewayOptions options;
  private final Optional<ServerCertificate> certificate;
  private final GrpcPort port;
  private final List<BindableService> services;
  private final TemporalProxy proxy;
  private final AuthInterceptor auth;
  private final ErrorInterceptor errors;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Server server;

  GrpcListener(
      GatewayOptions options,
      Optional<ServerCertificate> certificate,
      GrpcPort port,
      List<BindableService> services,
      TemporalProxy proxy,
      AuthInterceptor auth,
      ErrorInterceptor errors) {
    this.options = options;
    this.certificate = certificate;
    this.port = port;
    this.services = services;
    this.proxy = proxy;
    this.auth = auth;
    this.errors = errors;
  }

  void start() {
    ListenAddress address = options.grpc();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
            .executor(executor)
            .maxInboundMessageSize(MAX_MESSAGE)
            .permitKeepAliveTime(5, SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(3, SECONDS)
            .keepAliveTimeout(3, SECONDS)
            .intercept(errors)
            .intercept(auth)
            .addService(health.getHealthService())
            .addService(proxy.service());
    services.forEach(builder::addService);
    certificate.ifPresent(own -> secure(builder, own));
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on %s for gRPC: %s; is another server running there?"
              .formatted(address, Optional.ofNullable(e.getCause()).orElse(e).getMessage()),
          e);
    }
    port.set(server.getPort());
    health.setStatus("", ServingStatus.SERVING);
  }

  void close() {
    health.enterTerminalState();
    try {
      if (server != null && !server.shutdown().awaitTermination(CLOSING_SECONDS, SECONDS)) {
        server.shutdownNow().awaitTermination(CLOSING_SECONDS, SECONDS);
      }
      executor.shutdown();
      executor.awaitTermination(CLOSING_SECONDS, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  private static void secure(NettyServerBuilder builder, ServerCertificate certificate) {
    try {
      builder.sslContext(
          GrpcSslContexts.forServer(certificate.chain().toFile(), certificate.key().toFile())
              .build());
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the certificate %s and key %s cannot be used: %s"
              .formatted(certificate.chain(), certificate.key(), e.getMessage()),
          e);
    }
  }
}
