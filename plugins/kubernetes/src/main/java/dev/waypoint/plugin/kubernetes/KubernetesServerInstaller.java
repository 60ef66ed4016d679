package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The server is a stateful set of one pod with a volume, a service, a secret with its environment,
 * and an account without any right.
 */
final class KubernetesServerInstaller implements ServerInstaller {
  private static final Duration TO_END = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ServerConfig config;

  KubernetesServerInstaller(ServerConfig config) {
    this.config = config;
  }

  @Override
  public Optional<InstalledServer> find() throws PluginException, InterruptedException {
    return with(
        cluster -> {
          Optional<StatefulSet> set = set(cluster);
          Optional<Service> service = service(cluster);
          return set.isPresent() && service.isPresent()
              ? Optional.of(describe(cluster, service.get()))
              : Optional.empty();
        });
  }

  @Override
  public InstalledServer install(ServerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    ServerParts parts = new ServerParts(config);
    return with(
        cluster -> {
          Namespaces namespaces = new Namespaces(cluster);
          try (Step step = terminal.step("Installing the server")) {
            boolean present = set(cluster).isPresent();
            namespaces.ensure();
            if (!present) {
              namespaces.apply(parts.account());
              namespaces.apply(parts.secret(spec));
            }
            if (service(cluster).isEmpty()) {
              namespaces.apply(parts.service());
            }
            if (!present) {
              namespaces.apply(parts.set(spec));
            }
            step.done(
                (present
                        ? "The stateful set %s/%s is there already"
                        : "Made the stateful set %s/%s")
                    .formatted(config.namespace(), ServerParts.NAME));
          }
          return described(cluster);
        });
  }

  @Override
  public InstalledServer upgrade(Terminal terminal) throws PluginException, InterruptedException {
    return with(
        cluster -> {
          StatefulSet present =
              set(cluster)
                  .orElseThrow(
                      () ->
                          KubeFault.lasting(
                              "there is no stateful set %s in the namespace %s to upgrade: install the server first"
                                  .formatted(ServerParts.NAME, config.namespace())));
          requireVolume(present);
          try (Step step = terminal.step("Upgrading the server")) {
            StatefulSet taken =
                cluster.call(
                    "change the image of the stateful set " + ServerParts.NAME,
                    client ->
                        client
                            .apps()
                            .statefulSets()
                            .inNamespace(config.namespace())
                            .withName(ServerParts.NAME)
                            .edit(set -> withImage(set)));
            if (!image(present).equals(image(taken))) {
              replacePod(cluster);
            }
            step.done(
                "The stateful set %s/%s runs %s"
                    .formatted(config.namespace(), ServerParts.NAME, config.serverImage()));
          }
          return described(cluster);
        });
  }

  /**
   * Its keys would go with its pod, so that nobody's token, and no runner's, were good any more.
   */
  private void requireVolume(StatefulSet set) throws KubeFault {
    if (set.getSpec().getVolumeClaimTemplates().isEmpty()) {
      throw KubeFault.lasting(
          "the stateful set %s in the namespace %s keeps its data in its pod alone (storage = false): a pod of another image would begin without data, keys and tokens. Nothing is done; uninstall the server, and install it again"
              .formatted(ServerParts.NAME, config.namespace()));
    }
  }

  private StatefulSet withImage(StatefulSet set) {
    return set.edit()
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .withImage(config.serverImage())
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static String image(StatefulSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  /**
   * Ends the pod, since the cluster itself waits for one that does not get ready; until there is
   * one of the new image.
   */
  private void replacePod(Cluster cluster) throws KubeFault, InterruptedException {
    cluster.call(
        "end the pod of the server",
        client ->
            client
                .pods()
                .inNamespace(config.namespace())
                .withName(ServerParts.NAME + "-0")
                .delete());
    await(
        "the pod %s-0 still has the former image".formatted(ServerParts.NAME),
        () ->
            cluster
                .find(
                    "look for the pod of the server",
                    client ->
                        client
                            .pods()
                            .inNamespace(config.namespace())
                            .withName(ServerParts.NAME + "-0")
                            .get())
                .map(
                    pod ->
                        pod.getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage()
                            .equals(config.serverImage()))
                .orElse(false));
  }

  @Override
  public boolean uninstall(Terminal terminal) throws PluginException, InterruptedException {
    return with(
        cluster -> {
          Namespaces namespaces = new Namespaces(cluster);
          try (Step step = terminal.step("Removing the server")) {
            boolean removed = namespaces.removeServer(ServerParts.NAME, ServerParts.LABELS);
            await(
                "the stateful set %s is being removed and is still there"
                    .formatted(ServerParts.NAME),
                () -> set(cluster).isEmpty() && namespaces.claims(ServerParts.LABELS).isEmpty());
            step.done(
                removed
                    ? "Removed the stateful set %s/%s and its volume"
                        .formatted(config.namespace(), ServerParts.NAME)
                    : "There was no server in the namespace " + config.namespace());
            return removed;
          }
        });
  }

  private void await(String otherwise, Condition condition) throws KubeFault, InterruptedException {
    Instant latest = Instant.now().plus(TO_END);
    while (!condition.holds()) {
      if (Instant.now().isAfter(latest)) {
        throw KubeFault.passing(
            "%s: see kubectl -n %s get pods".formatted(otherwise, config.namespace()));
      }
      Thread.sleep(POLL);
    }
  }

  private Optional<StatefulSet> set(Cluster cluster) throws KubeFault, InterruptedException {
    return ours(
        cluster.find(
            "look for the stateful set " + ServerParts.NAME,
            client ->
                client
                    .apps()
                    .statefulSets()
                    .inNamespace(config.namespace())
                    .withName(ServerParts.NAME)
                    .get()));
  }

  private Optional<Service> service(Cluster cluster) throws KubeFault, InterruptedException {
    return ours(
        cluster.find(
            "look for the service " + ServerParts.NAME,
            client ->
                client
                    .services()
                    .inNamespace(config.namespace())
                    .withName(ServerParts.NAME)
                    .get()));
  }

  private <T extends HasMetadata> Optional<T> ours(Optional<T> part) throws KubeFault {
    Map<String, String> labels =
        part.map(present -> present.getMetadata().getLabels()).orElse(Map.of());
    if (part.isPresent()
        && (labels == null || !Labels.PRODUCT.equals(labels.get(Labels.MANAGED_BY)))) {
      throw KubeFault.lasting(
          "there is a %s %s in the namespace %s that was not made by waypoint: it has no label %s=%s"
              .formatted(
                  part.get().getKind().toLowerCase(Locale.ROOT),
                  ServerParts.NAME,
                  config.namespace(),
                  Labels.MANAGED_BY,
                  Labels.PRODUCT));
    }
    return part;
  }

  private InstalledServer described(Cluster cluster) throws KubeFault, InterruptedException {
    return describe(
        cluster,
        service(cluster)
            .orElseThrow(
                () -> KubeFault.lasting("the service %s is gone".formatted(ServerParts.NAME))));
  }

  private InstalledServer describe(Cluster cluster, Service service)
      throws KubeFault, InterruptedException {
    ServerAddress address = new ServerAddress(cluster);
    return new InstalledServer(
        "stateful set %s in the namespace %s".formatted(ServerParts.NAME, config.namespace()),
        "kubectl -n %s logs statefulset/%s".formatted(config.namespace(), ServerParts.NAME),
        address.of(service),
        address.inside(service),
        Optional.empty());
  }

  private <T> T with(ClusterWork<T> work) throws PluginException, InterruptedException {
    return ClusterWork.in(config.configPath(), config.context(), config.namespace(), work);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws KubeFault, InterruptedException;
  }
}
