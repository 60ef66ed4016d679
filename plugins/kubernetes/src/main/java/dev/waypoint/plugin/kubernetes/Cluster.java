package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.util.Optional;

/** Which API server to talk to, and as whom. */
public final class Cluster {
  private Cluster() {}

  /**
   * A client of the cluster that is meant; it connects with its first call. The caller closes it.
   *
   * @param kubeconfig the file to read; without it {@code $KUBECONFIG}, else {@code ~/.kube/config}
   *     and, inside a pod, the pod's service account
   * @param context the context of that file; without it the file's current one
   */
  public static KubernetesClient connect(Optional<String> kubeconfig, Optional<String> context) {
    Config config =
        kubeconfig
            .map(file -> Config.fromKubeconfig(new File(file)))
            .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
