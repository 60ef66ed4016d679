package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** How a static runner is installed. */
record InstallerConfig(
    @Doc("The kubeconfig file; without it KUBECONFIG or ~/.kube/config")
        Optional<String> configPath,
    @Doc("Context of the kubeconfig file; without it, the current one") Optional<String> context,
    @Doc("Namespace, which is made if it is not there") @Default("default") String namespace,
    @Doc("Image of the runner") String runnerImage,
    @Doc("When to pull the image; without it IfNotPresent, and Always for the tag latest or none")
        Optional<LauncherConfig.PullPolicy> imagePullPolicy,
    @Doc("Processors that are kept free for it") @Default("250m") String cpuRequest,
    @Doc("Memory that is kept free for it") @Default("256Mi") String memRequest,
    @Doc("Make the accounts of the runner and of those that it launches, and their rights")
        @Default("true")
        boolean runnerServiceAccountInit) {
  InstallerConfig {
    Quantities.parse("cpu_request", cpuRequest);
    Quantities.parse("mem_request", memRequest);
  }
}
