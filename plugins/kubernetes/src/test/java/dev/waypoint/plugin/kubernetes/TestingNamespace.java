package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.TestingProxy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For a class of tests: a namespace of its own in the cluster of the environment. */
final class TestingNamespace implements BeforeAllCallback, AfterAllCallback {
  private Path folder;
  private TestingCluster cluster;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("waypoint-kubernetes");
    cluster = TestingCluster.open(folder);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  String name() {
    return cluster.namespace();
  }

  KubernetesClient administrator() {
    return cluster.administrator();
  }

  Path kubeconfig() {
    return cluster.kubeconfig();
  }

  /** The same account, at another address of the cluster. */
  Path kubeconfigAt(String server) throws IOException {
    String here = Files.readString(cluster.kubeconfig());
    return Files.writeString(
        Files.createTempFile(folder, "kubeconfig", null),
        here.replace(cluster.administrator().getMasterUrl().toString(), server));
  }

  /** A connection to the API server, for a proxy. */
  TestingProxy.Wire connect() throws IOException {
    return cluster.connect();
  }

  /** A profile of tasks without privileges, to be changed. */
  Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("kubeconfig", kubeconfig().toString());
    config.put("context", "here");
    config.put("stop_timeout", "2s");
    config.put("watchtask_startup_timeout_seconds", 30);
    config.put("security_context", Map.of("run_as_user", 65534));
    return config;
  }

  Pod pod(TaskName task) {
    return administrator()
        .pods()
        .inNamespace(name())
        .withLabel(Labels.TASK, task.value())
        .list()
        .getItems()
        .getFirst();
  }

  /** All that there is of a task. */
  List<HasMetadata> everything(TaskName task) {
    String value = task.value();
    List<HasMetadata> all = new ArrayList<>();
    KubernetesClient as = administrator();
    all.addAll(as.pods().inNamespace(name()).withLabel(Labels.TASK, value).list().getItems());
    all.addAll(as.secrets().inNamespace(name()).withLabel(Labels.TASK, value).list().getItems());
    all.addAll(
        as.batch().v1().jobs().inNamespace(name()).withLabel(Labels.TASK, value).list().getItems());
    return all;
  }
}
