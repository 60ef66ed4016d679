package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** How the server is installed. The daemon is that of the environment, as for the Docker CLI. */
record ServerConfig(
    @Doc("Image of the server") String serverImage,
    @Doc("Name of its container and of the volume with its data") @Default("waypoint-server")
        String serverName,
    @Doc("Network of the server; without it, the one labelled use=waypoint, made if there is none")
        Optional<String> network,
    @Doc(
            "Address of the daemon's machine at which it is published; without it 127.0.0.1, and"
                + " 0.0.0.0 where the daemon is on another machine")
        Optional<String> listenAddress,
    @Doc("Port there for clients and runners") @Default("9701") int grpcPort,
    @Doc("Port there for health and metrics") @Default("9702") int httpPort) {
  private static final int LAST_PORT = 65_535;

  ServerConfig {
    check("grpc_port", grpcPort);
    check("http_port", httpPort);
    if (grpcPort == httpPort) {
      throw new IllegalArgumentException(
          "grpc_port and http_port are both %d: give one of them another".formatted(grpcPort));
    }
    if (!serverName.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "server_name \"%s\" cannot name a container: letters, digits, '_', '.' and '-'"
              .formatted(serverName));
    }
  }

  private static void check(String name, int port) {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("%s %d is not the number of a port".formatted(name, port));
    }
  }
}
