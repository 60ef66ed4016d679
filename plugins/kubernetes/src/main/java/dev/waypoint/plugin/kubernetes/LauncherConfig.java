package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Name;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How on-demand runners are started. */
record LauncherConfig(
    @Doc("Context of the kubeconfig file; without it, the current one") Optional<String> context,
    @Doc("The kubeconfig file; without it KUBECONFIG, ~/.kube/config or the pod's own account")
        Optional<String> kubeconfig,
    @Doc("Namespace; without it, the context's or the pod's own") Optional<String> namespace,
    @Doc("Account of the runner's pod; without it the pod has no access to the API server")
        Optional<String> serviceAccount,
    @Doc("Secret with the credentials for the image's registry, which must be there")
        Optional<String> imageSecret,
    @Doc("When to pull the image; without it IfNotPresent, and Always for the tag latest or none")
        Optional<PullPolicy> imagePullPolicy,
    @Doc("Processors") Optional<Amount> cpu,
    @Doc("Memory") Optional<Amount> memory,
    @Doc("Room on the node's disk") Optional<Amount> ephemeralStorage,
    @Doc("Seconds that a runner may take until it runs: room in the cluster, image")
        @Name("watchtask_startup_timeout_seconds")
        @Default("120")
        int startupTimeoutSeconds,
    @Doc("As whom the pod runs") Optional<SecurityContext> securityContext,
    @Doc("Capabilities that the container keeps of those that it would have without this plugin")
        List<String> capabilities,
    @Doc("Let the container write everywhere in its own file system, not only below /tmp")
        @Default("false")
        boolean writableRoot,
    @Doc("More environment; what the server sets wins") Map<String, String> staticEnvironment,
    @Doc("More labels for what is made") Map<String, String> labels,
    @Doc("Labels that the node must have") Map<String, String> nodeSelector,
    @Doc("YAML or JSON that is laid over the pod's template; the container is named runner")
        Optional<String> podTemplate,
    @Doc("How long the runner may take to end when it is stopped") @Default("10s")
        Duration stopTimeout) {

  /** When the node fetches the image. */
  enum PullPolicy {
    ALWAYS("Always"),
    IFNOTPRESENT("IfNotPresent"),
    NEVER("Never");

    private final String word;

    PullPolicy(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** What is kept free for the runner, and what it may use at most. */
  record Amount(
      @Doc("Kept free for it, such as 500m or 1Gi") Optional<String> request,
      @Doc("What it may use at most") Optional<String> limit) {
    Amount {
      request.ifPresent(text -> Quantities.parse("request", text));
      limit.ifPresent(text -> Quantities.parse("limit", text));
    }
  }

  /** As whom the pod runs. */
  record SecurityContext(
      @Doc("User id; without it, the image's") Optional<Long> runAsUser,
      @Doc("Group id; without it, the image's") Optional<Long> runAsGroup,
      @Doc("Refuse to run as root") @Default("true") boolean runAsNonRoot,
      @Doc("Group that owns the pod's volumes") Optional<Long> fsGroup) {}

  private static final Duration LONGEST_STOP = Duration.ofSeconds(45);

  LauncherConfig {
    require(startupTimeoutSeconds > 0, "watchtask_startup_timeout_seconds must be more than 0");
    require(
        !stopTimeout.isNegative() && stopTimeout.compareTo(LONGEST_STOP) <= 0,
        "stop_timeout must be from 0s to 45s");
    Labels.check("labels", labels);
    Labels.check("node_selector", nodeSelector);
    podTemplate.ifPresent(PodOverlay::parse);
  }

  Duration startupTimeout() {
    return Duration.ofSeconds(startupTimeoutSeconds);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
