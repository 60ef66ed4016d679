package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesRunnerInstallerIT {
  private static final RunnerSpec SPEC =
      new RunnerSpec(
          "Build-1", List.of("runner", "agent", "-id=Build-1"), Map.of("TOKEN", "s3cret"));

  @TempDir Path folder;

  @Test
  @Tag("behaviour-206")
  void whatIsInstalledTwiceIsThereOnceAndUninstallingLeavesNothing() throws Exception {
    try (TestingCluster cluster = TestingCluster.open(folder)) {
      String namespace = cluster.namespace() + "-made";
      RunnerInstaller installer = installer(namespace);
      installer.install(SPEC, new TestingTerminal());
      InstalledRunner installed = installer.install(SPEC, new TestingTerminal());

      assertThat(installed.resource()).contains("waypoint-build-1-runner", namespace);
      assertThat(installed.launcherSettings())
          .containsEntry("namespace", namespace)
          .containsEntry("service_account", "waypoint-runner-odr");
      assertThat(parts(cluster.administrator(), namespace))
          .extracting(part -> part.getKind() + " " + part.getMetadata().getName())
          .containsExactlyInAnyOrder(
              "Deployment waypoint-build-1-runner",
              "Secret waypoint-build-1-runner",
              "Role waypoint-runner",
              "RoleBinding waypoint-runner");
      assertThat(
              cluster
                  .administrator()
                  .apps()
                  .deployments()
                  .inNamespace(namespace)
                  .withName("waypoint-build-1-runner")
                  .get()
                  .toString())
          .doesNotContain("s3cret");

      assertThat(installer.uninstall("Build-1", new TestingTerminal())).isTrue();
      assertThat(parts(cluster.administrator(), namespace)).isEmpty();
      assertThat(installer.uninstall("Build-1", new TestingTerminal())).isFalse();
      cluster.administrator().namespaces().withName(namespace).delete();
    }
  }

  private static RunnerInstaller installer(String namespace) throws Exception {
    return new KubernetesPlugin()
        .runnerInstaller()
        .orElseThrow()
        .create(
            Map.of(
                "config_path",
                System.getenv("WAYPOINT_TEST_KUBERNETES"),
                "namespace",
                namespace,
                "runner_image",
                TestingCluster.IMAGE));
  }

  private static List<HasMetadata> parts(KubernetesClient client, String namespace) {
    List<HasMetadata> parts = new ArrayList<>();
    parts.addAll(client.apps().deployments().inNamespace(namespace).list().getItems());
    parts.addAll(client.secrets().inNamespace(namespace).list().getItems());
    parts.addAll(client.rbac().roles().inNamespace(namespace).list().getItems());
    parts.addAll(client.rbac().roleBindings().inNamespace(namespace).list().getItems());
    return parts;
  }
}
