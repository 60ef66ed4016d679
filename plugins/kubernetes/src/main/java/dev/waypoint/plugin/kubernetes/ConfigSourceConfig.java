package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** How the config source reaches the cluster. */
record ConfigSourceConfig(
    @Doc("Kubeconfig file on the runner; without it $KUBECONFIG, ~/.kube/config, or the pod's own")
        Optional<String> kubeconfig,
    @Doc("Context of the kubeconfig file; without it the current one") Optional<String> context,
    @Doc("Namespace of requests that name none; without it the context's or the pod's own")
        Optional<String> namespace) {}
