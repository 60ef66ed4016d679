package dev.waypoint.cli.command.install;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What is said about the server on platforms; where it is, is said by the flags that runners share.
 */
final class ServerFlags {
  @Mixin private DockerFlags docker = new DockerFlags();

  @Mixin private KubernetesFlags kubernetes = new KubernetesFlags();

  /**
   * The settings of the platform's installer.
   *
   * @param runner those of its installer of runners
   */
  Map<String, Object> settings(String platform, Map<String, Object> runner) {
    return switch (platform) {
      case "docker" -> docker.settings(runner);
      case "kubernetes" -> kubernetes.settings(runner);
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

  static final class KubernetesFlags {
    /** What is said of the runner counts for the server, too. */
    private static final List<String> SHARED =
        List.of("config_path", "context", "namespace", "image_pull_policy");

    @Option(
        names = "-k8s-server-image",
        paramLabel = "IMAGE",
        description = "Image of the server; default: that of this version.")
    private String image;

    @Option(
        names = "-k8s-service-type",
        paramLabel = "TYPE",
        description =
            "How the server is reached: LoadBalancer, NodePort, ClusterIP, or Headless, which is its"
                + " pod's own address; default: LoadBalancer.")
    private String serviceType;

    @Option(
        names = "-k8s-storage",
        paramLabel = "BOOL",
        arity = "0..1",
        fallbackValue = "true",
        description = "Keep its data in a volume; without, they end with its pod; default: true.")
    private Boolean storage;

    @Option(
        names = "-k8s-storage-request",
        paramLabel = "AMOUNT",
        description = "Size of that volume; default: 1Gi.")
    private String storageRequest;

    @Option(
        names = "-k8s-storageclassname",
        paramLabel = "NAME",
        description = "Its storage class; default: the cluster's.")
    private String storageClass;

    private Map<String, Object> settings(Map<String, Object> runner) {
      Map<String, Object> settings = new LinkedHashMap<>();
      SHARED.forEach(name -> put(settings, name, runner.get(name)));
      put(settings, "server_image", image == null ? PlatformFlags.image() : image);
      put(settings, "service_type", serviceType);
      put(settings, "storage", storage);
      put(settings, "storage_request", storageRequest);
      put(settings, "storage_class", storageClass);
      return settings;
    }
  }
}
