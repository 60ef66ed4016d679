package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.RecordConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherConfigTest {
  @Test
  void nothingHasToBeSet() throws ConfigException {
    LauncherConfig config = bind(Map.of());
    assertThat(config.startupTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.writableRoot()).isFalse();
    assertThat(config.namespace()).isEmpty();
  }

  @Test
  void pullPoliciesAreWrittenAsKubernetesWritesThem() throws ConfigException {
    assertThat(bind(Map.of("image_pull_policy", "IfNotPresent")).imagePullPolicy())
        .hasValueSatisfying(policy -> assertThat(policy.word()).isEqualTo("IfNotPresent"));
    assertThat(bind(Map.of("image_pull_policy", "Always")).imagePullPolicy())
        .hasValueSatisfying(policy -> assertThat(policy.word()).isEqualTo("Always"));
    assertRefused(Map.of("image_pull_policy", "sometimes"), "image_pull_policy", "sometimes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory", "ephemeral_storage"})
  @Tag("behaviour-143")
  void whatIsNoAmountIsNamed(String resource) {
    assertRefused(Map.of(resource, Map.of("request", "lots")), resource, "request", "lots", "500m");
    assertRefused(Map.of(resource, Map.of("limit", "-1Gi")), resource, "limit", "-1Gi");
  }

  @Test
  void whatTheClusterWouldRefuseIsRefusedBefore() {
    assertRefused(Map.of("labels", Map.of("team", "a b")), "labels", "team=a b");
    assertRefused(Map.of("node_selector", Map.of("-x", "y")), "node_selector", "-x=y");
    assertRefused(Map.of("watchtask_startup_timeout_seconds", 0), "watchtask_startup_timeout");
    assertRefused(Map.of("stop_timeout", "10m"), "stop_timeout", "45s");
    assertRefused(Map.of("pod_template", "spec: {container: []}"), "pod_template.spec.container");
    assertRefused(Map.of("service_acount", "x"), "service_acount", "service_account");
  }

  @Test
  void everySettingOfTheDocumentedTableIsKnown() throws ConfigException {
    LauncherConfig config =
        bind(
            Map.of(
                "context",
                "c",
                "kubeconfig",
                "/k",
                "service_account",
                "sa",
                "image_secret",
                "s",
                "cpu",
                Map.of("request", "1"),
                "watchtask_startup_timeout_seconds",
                7,
                "security_context",
                Map.of(
                    "run_as_user", 1,
                    "run_as_group", 2,
                    "run_as_non_root", false,
                    "fs_group", 3),
                "capabilities",
                List.of("CHOWN")));
    assertThat(config.securityContext())
        .hasValueSatisfying(
            as -> {
              assertThat(as.runAsUser()).hasValue(1L);
              assertThat(as.runAsGroup()).hasValue(2L);
              assertThat(as.runAsNonRoot()).isFalse();
              assertThat(as.fsGroup()).hasValue(3L);
            });
    assertThat(config.startupTimeoutSeconds()).isEqualTo(7);
  }

  private static void assertRefused(Map<String, ?> values, String... words) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> bind(values))
        .withMessageContainingAll(words);
  }

  static LauncherConfig bind(Map<String, ?> values) throws ConfigException {
    return RecordConfig.of(LauncherConfig.class).bind(values, config -> config);
  }
}
