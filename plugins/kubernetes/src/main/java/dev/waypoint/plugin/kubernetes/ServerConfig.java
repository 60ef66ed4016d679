package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** How the server is installed. */
record ServerConfig(
    @Doc("The kubeconfig file; without it KUBECONFIG or ~/.kube/config")
        Optional<String> configPath,
    @Doc("Context of the kubeconfig file; without it, the current one") Optional<String> context,
    @Doc("Namespace, which is made if it is not there") @Default("default") String namespace,
    @Doc("Image of the server") String serverImage,
    @Doc("When to pull the image; without it IfNotPresent, and Always for the tag latest or none")
        Optional<LauncherConfig.PullPolicy> imagePullPolicy,
    @Doc("Processors that are kept free for it") @Default("250m") String cpuRequest,
    @Doc("Memory that is kept free for it") @Default("512Mi") String memRequest,
    @Doc(
            "Keep its data in a volume that outlives its pod; without, all is lost with the pod, and"
                + " its keys too")
        @Default("true")
        boolean storage,
    @Doc("Size of that volume") @Default("1Gi") String storageRequest,
    @Doc("Storage class of that volume; without it, the cluster's default")
        Optional<String> storageClass,
    @Doc(
            "How it is reached: LoadBalancer, NodePort, ClusterIP, or Headless, which is its pod's"
                + " own address, for networks that reach pods")
        @Default("LoadBalancer")
        ServiceType serviceType) {
  ServerConfig {
    Quantities.parse("cpu_request", cpuRequest);
    Quantities.parse("mem_request", memRequest);
    Quantities.parse("storage_request", storageRequest);
  }

  /** See service_type. */
  enum ServiceType {
    LOADBALANCER("LoadBalancer"),
    NODEPORT("NodePort"),
    CLUSTERIP("ClusterIP"),
    HEADLESS("ClusterIP");

    private final String word;

    ServiceType(String word) {
      this.word = word;
    }

    /** As Kubernetes calls it. */
    String word() {
      return word;
    }
  }
}
