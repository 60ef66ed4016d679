package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Terminal;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A static runner is a deployment of one pod, and a secret with its environment. The accounts and
 * rights of a namespace are shared by its runners; the last one takes them with it.
 */
final class KubernetesRunnerInstaller implements RunnerInstaller {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(500);

  private final InstallerConfig config;

  KubernetesRunnerInstaller(InstallerConfig config) {
    this.config = config;
  }

  @Override
  public InstalledRunner install(RunnerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException {
    RunnerDeployment runner = new RunnerDeployment(spec, config);
    String name = RunnerDeployment.name(spec.id());
    return with(
        cluster -> {
          try (Step step = terminal.step("Installing the runner " + spec.id())) {
            Namespaces namespaces = new Namespaces(cluster);
            namespaces.ensure();
            if (config.runnerServiceAccountInit()) {
              for (HasMetadata part : Rights.in(config.namespace(), cluster.client())) {
                namespaces.apply(part);
              }
            }
            namespaces.apply(runner.secret());
            namespaces.apply(runner.deployment());
            step.done("Installed the deployment %s/%s".formatted(config.namespace(), name));
          }
          return new InstalledRunner(
              "deployment %s in the namespace %s".formatted(name, config.namespace()),
              "kubectl -n %s logs deployment/%s".formatted(config.namespace(), name),
              Map.of("namespace", config.namespace(), "service_account", Rights.ON_DEMAND));
        });
  }

  @Override
  public boolean uninstall(String id, Terminal terminal)
      throws PluginException, InterruptedException {
    return with(
        cluster -> {
          List<StatusDetails> removed = new ArrayList<>();
          try (Step step = terminal.step("Removing the runner " + id)) {
            String name = RunnerDeployment.name(id);
            removed.addAll(
                cluster.call(
                    "remove the deployment " + name,
                    client ->
                        client
                            .apps()
                            .deployments()
                            .inNamespace(config.namespace())
                            .withName(name)
                            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                            .delete()));
            removed.addAll(
                cluster.call(
                    "remove the secret " + name,
                    client ->
                        client.secrets().inNamespace(config.namespace()).withName(name).delete()));
            awaitGone(cluster, id);
            if (others(cluster, name).isEmpty()) {
              removeRights(cluster);
            }
            step.done(
                removed.isEmpty()
                    ? "There was no runner %s in the namespace %s".formatted(id, config.namespace())
                    : "Removed the deployment %s/%s".formatted(config.namespace(), name));
          }
          return !removed.isEmpty();
        });
  }

  /** Its process has a moment to end; the cluster then removes what belonged to the deployment. */
  private void awaitGone(Cluster cluster, String id) throws KubeFault, InterruptedException {
    Instant latest = Instant.now().plus(TO_END);
    cluster.call(
        "delete the pod of the runner " + id,
        client ->
            client
                .pods()
                .inNamespace(config.namespace())
                .withLabel(RunnerDeployment.RUNNER, id)
                .withGracePeriod(GRACE.toSeconds())
                .delete());
    while (isThere(cluster, id)) {
      if (Instant.now().isAfter(latest)) {
        throw KubeFault.passing(
            "the deployment %s was deleted and is still there: see kubectl -n %s get pods"
                .formatted(RunnerDeployment.name(id), config.namespace()));
      }
      Thread.sleep(POLL);
    }
  }

  private boolean isThere(Cluster cluster, String id) throws KubeFault, InterruptedException {
    return cluster
        .find(
            "look for the deployment " + RunnerDeployment.name(id),
            client ->
                client
                    .apps()
                    .deployments()
                    .inNamespace(config.namespace())
                    .withName(RunnerDeployment.name(id))
                    .get())
        .isPresent();
  }

  private List<Deployment> others(Cluster cluster, String name)
      throws KubeFault, InterruptedException {
    return cluster
        .call(
            "list the runners of the namespace " + config.namespace(),
            client ->
                client
                    .apps()
                    .deployments()
                    .inNamespace(config.namespace())
                    .withLabel(RunnerDeployment.RUNNER)
                    .list()
                    .getItems())
        .stream()
        .filter(other -> !other.getMetadata().getName().equals(name))
        .toList();
  }

  private void removeRights(Cluster cluster) throws KubeFault, InterruptedException {
    if (!config.runnerServiceAccountInit()) {
      return;
    }
    for (HasMetadata part : Rights.in(config.namespace(), cluster.client())) {
      cluster.call(
          "remove %s %s".formatted(part.getKind(), part.getMetadata().getName()),
          client -> client.resource(part).inNamespace(config.namespace()).delete());
    }
  }

  private <T> T with(ClusterWork<T> work) throws PluginException, InterruptedException {
    return ClusterWork.in(config.configPath(), config.context(), config.namespace(), work);
  }
}
