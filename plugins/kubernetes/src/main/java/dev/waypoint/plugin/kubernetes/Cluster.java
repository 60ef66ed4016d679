package dev.waypoint.plugin.kubernetes;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.util.Optional;
import java.util.function.Function;

/** One namespace of the cluster that is meant. */
final class Cluster implements AutoCloseable {
  /** A few, so that a caller learns soon that nobody answers; callers try again themselves. */
  private static final int RETRIES = 2;

  private static final int CALL_MILLIS = 30_000;

  private final KubernetesClient client;
  private final String namespace;

  private Cluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Connects with the first call.
   *
   * @param kubeconfig the file to read; without it {@code $KUBECONFIG}, else {@code ~/.kube/config}
   *     and, inside a pod, the pod's service account
   * @param context the context of that file; without it the file's current one
   * @param namespace without it, the context's or the pod's own
   */
  static Cluster connect(
      Optional<String> kubeconfig, Optional<String> context, Optional<String> namespace)
      throws KubeFault {
    Config config = config(kubeconfig, context);
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setRequestTimeout(CALL_MILLIS);
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    return new Cluster(
        client, namespace.orElse(requireNonNullElse(config.getNamespace(), "default")));
  }

  private static Config config(Optional<String> kubeconfig, Optional<String> context)
      throws KubeFault {
    try {
      if (kubeconfig.isPresent() && !new File(kubeconfig.get()).canRead()) {
        throw KubeFault.lasting(
            "the kubeconfig file %s cannot be read on this runner".formatted(kubeconfig.get()));
      }
      Config config =
          kubeconfig.isPresent()
              ? Config.fromKubeconfig(context.orElse(null), new File(kubeconfig.get()))
              : Config.autoConfigure(context.orElse(null));
      if (context.isPresent()
          && (config.getCurrentContext() == null
              || !context.get().equals(config.getCurrentContext().getName()))) {
        throw KubeFault.lasting(
            "there is no context \"%s\" in %s"
                .formatted(context.get(), kubeconfig.orElse("this runner's kubeconfig")));
      }
      return config;
    } catch (KubernetesClientException e) {
      throw KubeFault.of("read the kubeconfig", e);
    }
  }

  String namespace() {
    return namespace;
  }

  KubernetesClient client() {
    return client;
  }

  /**
   * @param action continues "cannot …"
   */
  <T> T call(String action, Function<KubernetesClient, T> call)
      throws KubeFault, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      return call.apply(client);
    } catch (KubernetesClientException e) {
      if (Thread.interrupted() || KubeFault.causeIs(e, InterruptedException.class)) {
        throw new InterruptedException("interrupted while trying to " + action);
      }
      throw KubeFault.of(action, e);
    }
  }

  /** Empty: there is no such thing. */
  <T> Optional<T> find(String action, Function<KubernetesClient, T> call)
      throws KubeFault, InterruptedException {
    try {
      return Optional.ofNullable(call(action, call));
    } catch (KubeFault e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
