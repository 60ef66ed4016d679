package dev.waypoint.cli.command.server;

import dev.waypoint.gateway.engine.EngineOptions;
import dev.waypoint.gateway.engine.ExternalServer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which Temporal server runs the workflows. */
final class EngineFlags {
  @Option(
      names = "-temporal-addr",
      paramLabel = "HOST:PORT",
      description = "A Temporal server to use; default: one is started together with this server.")
  private String address;

  @Option(
      names = "-temporal-namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace; default: default.")
  private String namespace = EngineOptions.DEFAULT_NAMESPACE;

  @Option(names = "-temporal-tls", description = "Whether Temporal is spoken to with TLS.")
  private boolean tls;

  @Option(
      names = "-temporal-tls-ca-file",
      paramLabel = "FILE",
      description = "Certificates (PEM) to trust instead of the system's.")
  private Path caFile;

  @Option(
      names = "-temporal-tls-cert-file",
      paramLabel = "FILE",
      description = "The client certificate (PEM).")
  private Path certFile;

  @Option(
      names = "-temporal-tls-key-file",
      paramLabel = "FILE",
      description = "Its key (PEM, PKCS 8).")
  private Path keyFile;

  @Option(
      names = "-temporal-tls-server-name",
      paramLabel = "NAME",
      description = "The name to expect in Temporal's certificate.")
  private String serverName;

  /** The key comes from the environment: command lines are visible to others. */
  EngineOptions options(EngineOptions defaults, Optional<String> apiKey) {
    EngineOptions options = defaults.withNamespace(namespace);
    if (address == null) {
      return options;
    }
    return options.withExternal(
        new ExternalServer(
            address,
            tls,
            Optional.ofNullable(caFile),
            Optional.ofNullable(certFile),
            Optional.ofNullable(keyFile),
            Optional.ofNullable(serverName),
            apiKey));
  }
}
