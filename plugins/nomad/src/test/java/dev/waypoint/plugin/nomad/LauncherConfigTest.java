package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.plugin.nomad.LauncherConfig.Secrets;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.RecordConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherConfigTest {
  @Test
  @Tag("behaviour-147")
  void nothingHasToBeSaid() throws Exception {
    LauncherConfig config = bind(Map.of());
    assertThat(config.datacenter()).isEqualTo("dc1");
    assertThat(config.resourcesCpu()).isEqualTo(200);
    assertThat(config.resourcesMemory()).isEqualTo(2000);
    assertThat(config.secrets()).isEqualTo(Secrets.VARIABLE);
    assertThat(config.pendingTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.forcePull()).isFalse();
    NomadAccess access = NomadAccess.of(config.access(), Map.of());
    assertThat(access.address()).hasToString("http://localhost:4646");
    assertThat(access.region()).isEqualTo("global");
    assertThat(access.namespace()).isEqualTo("default");
    assertThat(access.token()).isEmpty();
  }

  @Test
  void theProfileWinsOverTheEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of(
            "NOMAD_ADDR", "https://env:4646/",
            "NOMAD_REGION", "env-region",
            "NOMAD_NAMESPACE", "env-namespace",
            "NOMAD_TOKEN", "env-token",
            "NOMAD_CACERT", "/env/ca.pem",
            "NOMAD_SKIP_VERIFY", "1");
    NomadAccess said = NomadAccess.of(bind(Map.of()).access(), environment);
    assertThat(said.address()).hasToString("https://env:4646");
    assertThat(said.region()).isEqualTo("env-region");
    assertThat(said.namespace()).isEqualTo("env-namespace");
    assertThat(said.token()).contains("env-token");
    assertThat(said.tls().caCert()).contains("/env/ca.pem");
    assertThat(said.tls().skipVerify()).contains(true);
    assertThat(said.toString()).doesNotContain("env-token");

    LauncherConfig config =
        bind(
            Map.of(
                "nomad_host", "http://profile:4646",
                "region", "profile-region",
                "namespace", "profile-namespace",
                "token", "profile-token",
                "ca_cert", "/profile/ca.pem",
                "tls_skip_verify", false));
    NomadAccess configured = NomadAccess.of(config.access(), environment);
    assertThat(configured.address()).hasToString("http://profile:4646");
    assertThat(configured.region()).isEqualTo("profile-region");
    assertThat(configured.namespace()).isEqualTo("profile-namespace");
    assertThat(configured.token()).contains("profile-token");
    assertThat(configured.tls().caCert()).contains("/profile/ca.pem");
    assertThat(configured.tls().skipVerify()).contains(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          datacenter       | ''         | datacenter is empty
          datacenter       | dc1,,dc2   | datacenter "dc1,,dc2" has a datacenter without a name
          resources_cpu    | 0          | resources_cpu must be more than 0 MHz
          resources_memory | 9          | resources_memory is less than Nomad's least, 10 MB
          pending_timeout  | 0s         | pending_timeout must be longer than 0s
          secrets          | file       | secrets
          job              | {          | job is not JSON
          job              | []         | job is not a JSON object
          job              | {"ID": ""} | job.ID cannot be set
          nomad_host       | here       | "here" is no address of Nomad
          """)
  void whatCannotWorkIsRefusedWhenTheProfileIsMade(String setting, String value, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> new NomadPlugin().taskLauncher().orElseThrow().create(Map.of(setting, value)))
        .withMessageContaining(message);
  }

  @Test
  void noMessageShowsTheToken() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> bind(Map.of("token", Map.of("secret", "abc"))))
        .withMessageContaining("token")
        .withMessageNotContaining("abc");
  }

  static LauncherConfig bind(Map<String, Object> values) throws ConfigException {
    return RecordConfig.of(LauncherConfig.class).bind(values);
  }
}
