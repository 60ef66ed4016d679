package dev.waypoint.cli.command.install;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The server on Kubernetes. */
final class KubernetesServerFlags {
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

  /**
   * @param runner what its installer of runners is told
   */
  Settings settings(Map<String, Object> runner) {
    Settings settings = new Settings();
    SHARED.forEach(name -> settings.put(name, runner.get(name)));
    return settings
        .put("server_image", PlatformFlags.imageOr(image))
        .put("service_type", serviceType)
        .put("storage", storage)
        .put("storage_request", storageRequest)
        .put("storage_class", storageClass);
  }
}
