package dev.waypoint.cli.command.install;

import java.util.Map;
import picocli.CommandLine.Option;

/** The server on Docker. */
final class DockerServerFlags {
  @Option(
      names = "-docker-server-image",
      paramLabel = "IMAGE",
      description = "Image of the server; default: that of this version.")
  private String image;

  @Option(
      names = "-docker-server-name",
      paramLabel = "NAME",
      description = "Its container and volume; default: waypoint-server.")
  private String name;

  @Option(
      names = "-docker-listen-addr",
      paramLabel = "ADDRESS",
      description =
          "Where the machine of the daemon publishes it; default: 127.0.0.1, and 0.0.0.0 if that"
              + " is another machine.")
  private String listen;

  @Option(
      names = "-docker-grpc-port",
      paramLabel = "PORT",
      description = "Port there for clients and runners; default: 9701.")
  private Integer grpcPort;

  @Option(
      names = "-docker-http-port",
      paramLabel = "PORT",
      description = "Port there for health and metrics; default: 9702.")
  private Integer httpPort;

  /**
   * @param runner what its installer of runners is told
   */
  Settings settings(Map<String, Object> runner) {
    return new Settings()
        .put("server_image", PlatformFlags.imageOr(image))
        .put("server_name", name)
        .put("network", runner.get("runner_network"))
        .put("listen_address", listen)
        .put("grpc_port", grpcPort)
        .put("http_port", httpPort);
  }
}
