package dev.waypoint.cli.command.install;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What is said about the server on platforms; where it is, is said by the flags that runners share.
 */
final class ServerFlags {
  @Mixin private DockerFlags docker = new DockerFlags();

  /**
   * The settings of the platform's installer.
   *
   * @param runner those of its installer of runners
   */
  Map<String, Object> settings(String platform, Map<String, Object> runner) {
    return switch (platform) {
      case "docker" -> docker.settings(runner);
      default -> Map.of("server_image", PlatformFlags.image());
    };
  }

  private static void put(Map<String, Object> settings, String name, Object value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  static final class DockerFlags {
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

    private Map<String, Object> settings(Map<String, Object> runner) {
      Map<String, Object> settings = new LinkedHashMap<>();
      put(settings, "server_image", image == null ? PlatformFlags.image() : image);
      put(settings, "server_name", name);
      put(settings, "network", runner.get("runner_network"));
      put(settings, "listen_address", listen);
      put(settings, "grpc_port", grpcPort);
      put(settings, "http_port", httpPort);
      return settings;
    }
  }
}
