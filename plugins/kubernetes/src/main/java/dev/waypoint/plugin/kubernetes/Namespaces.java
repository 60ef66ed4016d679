package dev.waypoint.plugin.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is made and removed in the namespace that a cluster's connection is for. */
final class Namespaces {
  private final Cluster cluster;
  private final String namespace;

  Namespaces(Cluster cluster) {
    this.cluster = cluster;
    this.namespace = cluster.namespace();
  }

  /** Makes the namespace itself, if it is not there. */
  void ensure() throws KubeFault, InterruptedException {
    Optional<?> present =
        cluster.find(
            "look for the namespace " + namespace,
            client -> client.namespaces().withName(namespace).get());
    if (present.isEmpty()) {
      cluster.call(
          "make the namespace " + namespace,
          client ->
              client
                  .namespaces()
                  .resource(
                      new NamespaceBuilder()
                          .withNewMetadata()
                          .withName(namespace)
                          .endMetadata()
                          .build())
                  .serverSideApply());
    }
  }

  /** Makes it, or gives the one of its name these settings. */
  void apply(HasMetadata part) throws KubeFault, InterruptedException {
    cluster.call(
        "make the %s %s in the namespace %s"
            .formatted(
                part.getKind().toLowerCase(Locale.ROOT), part.getMetadata().getName(), namespace),
        client -> client.resource(part).inNamespace(namespace).forceConflicts().serverSideApply());
  }

  /** The volumes that a stateful set of these labels has or had. */
  List<PersistentVolumeClaim> claims(Map<String, String> labels)
      throws KubeFault, InterruptedException {
    return cluster.call(
        "list the volume claims of the namespace " + namespace,
        client ->
            client
                .persistentVolumeClaims()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
  }

  /** A server's parts with these labels; answers whether there was any. */
  boolean removeServer(String name, Map<String, String> labels)
      throws KubeFault, InterruptedException {
    List<StatusDetails> removed = new ArrayList<>();
    removed.addAll(
        cluster.call(
            "remove the stateful set " + name,
            client ->
                client
                    .apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                    .delete()));
    removed.addAll(
        cluster.call(
            "remove the volume claim of " + name,
            client ->
                client
                    .persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withLabels(labels)
                    .delete()));
    removed.addAll(
        cluster.call(
            "remove the service " + name,
            client -> client.services().inNamespace(namespace).withLabels(labels).delete()));
    removed.addAll(
        cluster.call(
            "remove the secret " + name,
            client -> client.secrets().inNamespace(namespace).withLabels(labels).delete()));
    removed.addAll(
        cluster.call(
            "remove the account " + name,
            client -> client.serviceAccounts().inNamespace(namespace).withLabels(labels).delete()));
    return !removed.isEmpty();
  }
}
