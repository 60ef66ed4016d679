package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.testing.TestingTerminal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the cluster takes and keeps of a server; that it works there, the program's own test proves.
 */
class KubernetesServerInstallerIT {
  private static final ServerSpec SPEC =
      new ServerSpec(List.of("-runner-image=x:1"), Map.of("WAYPOINT_DB_PASSWORD", "s3cret"));

  @TempDir Path folder;

  @Test
  void whatIsInstalledTwiceIsThereOnceAndUninstallingLeavesNothing() throws Exception {
    try (TestingCluster cluster = TestingCluster.open(folder)) {
      String namespace = cluster.namespace() + "-made";
      KubernetesClient client = cluster.administrator();
      try {
        ServerInstaller installer = installer(namespace, "x:1", true);
        assertThat(installer.find()).isEmpty();
        installer.install(SPEC, new TestingTerminal());
        InstalledServer installed = installer.install(SPEC, new TestingTerminal());

        assertThat(installer.find()).contains(installed);
        assertThat(installed.resource()).contains("waypoint-server", namespace);
        assertThat(installed.runnerAddress())
            .contains("waypoint-server." + namespace + ".svc:9701");
        assertThat(installed.address().orElseThrow()).endsWith(":9701");
        assertThat(parts(client, namespace))
            .extracting(part -> part.getKind() + " " + part.getMetadata().getName())
            .contains(
                "StatefulSet waypoint-server",
                "Service waypoint-server",
                "Secret waypoint-server",
                "ServiceAccount waypoint-server");
        PodSpec pod =
            client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("waypoint-server")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec();
        assertThat(pod.toString()).contains("-runner-image=x:1").doesNotContain("s3cret");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();

        installer(namespace, "x:2", true).upgrade(new TestingTerminal());
        assertThat(installer.uninstall(new TestingTerminal())).isTrue();
        assertThat(parts(client, namespace)).isEmpty();
        assertThat(installer.uninstall(new TestingTerminal())).isFalse();
        assertThatExceptionOfType(PluginException.class)
            .isThrownBy(() -> installer.upgrade(new TestingTerminal()))
            .withMessageContaining("install");
      } finally {
        client.namespaces().withName(namespace).delete();
      }
    }
  }

  @Test
  void aServerWithoutAVolumeIsNotUpgradedSinceItsDataWouldGoWithItsPod() throws Exception {
    try (TestingCluster cluster = TestingCluster.open(folder)) {
      ServerInstaller installer = installer(cluster.namespace(), "x:1", false);
      installer.install(SPEC, new TestingTerminal());

      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(
              () -> installer(cluster.namespace(), "x:2", false).upgrade(new TestingTerminal()))
          .withMessageContaining("keeps its data in its pod alone")
          .withMessageContaining("uninstall the server, and install it again");
      assertThat(image(cluster)).isEqualTo("x:1");
      assertThat(installer.uninstall(new TestingTerminal())).isTrue();
    }
  }

  private static String image(TestingCluster cluster) {
    return cluster
        .administrator()
        .apps()
        .statefulSets()
        .inNamespace(cluster.namespace())
        .withName("waypoint-server")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    try (TestingCluster cluster = TestingCluster.open(folder)) {
      cluster
          .administrator()
          .services()
          .inNamespace(cluster.namespace())
          .resource(
              new ServiceBuilder()
                  .withNewMetadata()
                  .withName("waypoint-server")
                  .endMetadata()
                  .withNewSpec()
                  .addNewPort()
                  .withPort(80)
                  .endPort()
                  .endSpec()
                  .build())
          .create();
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(
              () ->
                  installer(cluster.namespace(), "x:1", false).install(SPEC, new TestingTerminal()))
          .withMessageContaining("not made by waypoint");
    }
  }

  private static ServerInstaller installer(String namespace, String image, boolean storage)
      throws Exception {
    return new KubernetesPlugin()
        .serverInstaller()
        .orElseThrow()
        .create(
            Map.of(
                "config_path",
                System.getenv("WAYPOINT_TEST_KUBERNETES"),
                "namespace",
                namespace,
                "server_image",
                image,
                "image_pull_policy",
                "Never",
                "storage",
                storage,
                "service_type",
                "ClusterIP"));
  }

  private static List<HasMetadata> parts(KubernetesClient client, String namespace) {
    List<HasMetadata> parts = new ArrayList<>();
    parts.addAll(client.apps().statefulSets().inNamespace(namespace).list().getItems());
    parts.addAll(client.persistentVolumeClaims().inNamespace(namespace).list().getItems());
    parts.addAll(client.services().inNamespace(namespace).list().getItems());
    parts.addAll(client.secrets().inNamespace(namespace).list().getItems());
    parts.addAll(
        client.serviceAccounts().inNamespace(namespace).list().getItems().stream()
            .filter(account -> !account.getMetadata().getName().equals("default"))
            .toList());
    return parts;
  }
}
