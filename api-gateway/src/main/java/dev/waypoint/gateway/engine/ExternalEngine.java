package dev.waypoint.gateway.engine;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** A Temporal server or cluster that others run. */
final class ExternalEngine extends ConnectedEngine {
  private final ExternalServer server;

  private ExternalEngine(ExternalServer server, String namespace, EngineConnection connection) {
    super(Kind.EXTERNAL, namespace, connection);
    this.server = server;
  }

  /**
   * Connects, and waits until the server answers.
   *
   * @throws EngineException when it does not, or lacks the namespace
   */
  static ExternalEngine connect(ExternalServer server, EngineOptions options) {
    EngineConnection connection =
        EngineConnection.open(options.namespace(), stubs -> address(server, stubs));
    try {
      connection.awaitReady(server.address(), options.startTimeout(), () -> true);
    } catch (EngineException e) {
      connection.close();
      throw e;
    }
    return new ExternalEngine(server, options.namespace(), connection);
  }

  private static void address(ExternalServer server, WorkflowServiceStubsOptions.Builder stubs) {
    stubs.setTarget(server.address());
    if (server.tls()) {
      stubs.setSslContext(sslContext(server));
    }
    server.apiKey().ifPresent(key -> stubs.addApiKey(() -> key));
    server
        .serverName()
        .ifPresent(name -> stubs.setChannelInitializer(channel -> channel.overrideAuthority(name)));
  }

  private static SslContext sslContext(ExternalServer server) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    try {
      server.caFile().ifPresent(file -> builder.trustManager(readable(file).toFile()));
      if (server.certFile().isPresent()) {
        builder.keyManager(
            readable(server.certFile().get()).toFile(), readable(server.keyFile().get()).toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new EngineException(
          "the TLS files for Temporal at %s cannot be used: %s; they must be PEM, the key PKCS #8"
              .formatted(server.address(), e.getMessage()),
          e);
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new EngineException("the TLS file '%s' for Temporal cannot be read".formatted(file));
    }
    return file;
  }

  @Override
  String address() {
    return server.address();
  }

  @Override
  public String describe() {
    return "Temporal at %s, namespace %s".formatted(server.address(), namespace());
  }

  @Override
  public boolean startedEmpty() {
    return false;
  }
}
