package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.testing.AbstractConfigSourceTest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real cluster, by an account that may read one config map and one secret, and no more. */
class KubernetesConfigSourceIT extends AbstractConfigSourceTest {
  private static final String ACCOUNT = "config-reader";
  private static final String MAP = "web";
  private static final String SECRET = "db";

  /** What the documentation says that a runner's account needs. */
  private static final String RIGHTS =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: config-reader}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: config-reader}
      rules:
        - apiGroups: [""]
          resources: [configmaps]
          resourceNames: [web]
          verbs: [get]
        - apiGroups: [""]
          resources: [secrets]
          resourceNames: [db]
          verbs: [get]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: config-reader}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: config-reader}
      subjects: [{kind: ServiceAccount, name: config-reader}]
      """;

  @TempDir static Path folder;

  private static TestingCluster cluster;
  private static Path kubeconfig;
  private final Map<String, String> kept = new TreeMap<>();

  @BeforeAll
  static void open() throws Exception {
    cluster = TestingCluster.open(folder);
    KubernetesClient administrator = cluster.administrator();
    List<HasMetadata> parts =
        administrator
            .load(new ByteArrayInputStream(RIGHTS.getBytes(StandardCharsets.UTF_8)))
            .items();
    for (HasMetadata part : parts) {
      administrator.resource(part).inNamespace(cluster.namespace()).serverSideApply();
    }
    cluster.awaitRight(ACCOUNT, "get", "", "configmaps", MAP);
    cluster.awaitRight(ACCOUNT, "get", "", "secrets", SECRET);
    kubeconfig = cluster.kubeconfig(ACCOUNT, folder.resolve("reader"));
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  protected ConfigSource source() throws Exception {
    return new KubernetesPlugin()
        .configSource()
        .orElseThrow()
        .create(Map.of("kubeconfig", kubeconfig.toString(), "context", "here"));
  }

  @Override
  protected void store(Map<String, String> values) {
    kept.putAll(values);
    cluster
        .administrator()
        .configMaps()
        .inNamespace(cluster.namespace())
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(MAP)
                .endMetadata()
                .withData(kept)
                .build())
        .serverSideApply();
    cluster
        .administrator()
        .secrets()
        .inNamespace(cluster.namespace())
        .resource(secret(SECRET, Map.of("password", "hunter2")))
        .serverSideApply();
  }

  @Override
  protected Map<String, String> request(String name) {
    return Map.of("name", MAP, "key", name);
  }

  @Test
  void aSecretIsReadAndDecoded() throws Exception {
    store(Map.of("level", "debug"));
    assertThat(
            source()
                .read(
                    List.of(
                        Map.of("name", SECRET, "key", "password", "secret", "true"),
                        Map.of("name", MAP, "key", "level", "namespace", cluster.namespace()))))
        .containsExactly("hunter2", "debug");
  }

  @Test
  void whatTheAccountMayNotReadIsSaidAsTheServerSaysIt() {
    cluster
        .administrator()
        .secrets()
        .inNamespace(cluster.namespace())
        .resource(secret("other", Map.of("key", "s3cret")))
        .serverSideApply();
    assertThatThrownBy(
            () -> source().read(List.of(Map.of("name", "other", "key", "key", "secret", "true"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("cannot read the secret %s/other", cluster.namespace())
        .hasMessageContaining("forbidden")
        .hasMessageNotContaining("s3cret");
  }

  private static Secret secret(String name, Map<String, String> values) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withStringData(values)
        .build();
  }
}
