package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Nomad is asked for when a runner's state lies on a CSI volume. */
@Timeout(60)
@Tag("behaviour-205")
class CsiVolumeInstallTest {
  private static final String NAME = "waypoint-one-runner";
  private static final String VOLUME = "/v1/volume/csi/" + NAME;

  private final Map<String, Object> csi =
      new HashMap<>(Map.of("volume_provider", "ebs.csi.aws.com", "volume_plugin_id", "ebs"));
  private final Map<String, Object> config =
      new HashMap<>(Map.of("runner_image", "i:1", "namespace", "ci", "csi", csi));
  private final TestingTerminal terminal = new TestingTerminal();
  private InMemoryNomad nomad;

  @BeforeEach
  void start() throws Exception {
    nomad = new InMemoryNomad();
    config.put("nomad_host", nomad.url());
  }

  @AfterEach
  void stop() {
    nomad.close();
  }

  @Test
  void theVolumeIsMadeBeforeTheJobThatMountsIt() throws Exception {
    install();
    assertThat(nomad.changes())
        .containsSubsequence("PUT " + VOLUME + "/create", "PUT /v1/jobs")
        .doesNotContain("PUT " + VOLUME);
    assertThat(nomad.volume(NAME))
        .contains(
            Json.parse(
                """
                {"ID": "waypoint-one-runner", "Name": "waypoint-one-runner", "Namespace": "ci",
                 "Provider": "ebs.csi.aws.com", "PluginID": "ebs",
                 "RequestedCapabilities": [
                   {"AccessMode": "single-node-writer", "AttachmentMode": "file-system"}],
                 "MountOptions": {"FSType": "xfs", "MountFlags": ["noatime"]},
                 "RequestedCapacityMin": 1073741824, "RequestedCapacityMax": 2147483648}
                """));
    JsonNode job = nomad.job(NAME).orElseThrow();
    assertThat(job.at("/TaskGroups/0/Volumes/waypoint-runner"))
        .isEqualTo(
            Json.parse(
                """
                {"Name": "waypoint-runner", "Type": "csi", "Source": "waypoint-one-runner",
                 "AccessMode": "single-node-writer", "AttachmentMode": "file-system"}
                """));
    for (JsonNode task : job.at("/TaskGroups/0/Tasks")) {
      assertThat(task.at("/VolumeMounts/0/Volume").asText()).isEqualTo("waypoint-runner");
      assertThat(task.at("/VolumeMounts/0/Destination").asText()).isEqualTo("/data");
    }
    assertThat(job.at("/TaskGroups/0/Tasks")).hasSize(2);
    assertThat(job.at("/TaskGroups/0/Tasks/1/Config/args").toString())
        .contains("-state-dir=/data/runner");
  }

  @Test
  void allThatIsSaidOfItReachesTheDriver() throws Exception {
    csi.put("volume", "state");
    csi.put("volume_capacity_min", 5);
    csi.put("volume_capacity_max", 6L);
    csi.put("fs", "ext4");
    csi.put("mount_flags", List.of("nodiratime", "ro"));
    csi.put("params", Map.of("type", "gp3"));
    csi.put("topologies", Map.of("zone", "a"));
    csi.put("secrets", Map.of("key", "abc"));
    install();
    assertThat(nomad.volume(NAME))
        .contains(
            Json.parse(
                """
                {"ID": "waypoint-one-runner", "Name": "state", "Namespace": "ci",
                 "Provider": "ebs.csi.aws.com", "PluginID": "ebs",
                 "RequestedCapabilities": [
                   {"AccessMode": "single-node-writer", "AttachmentMode": "file-system"}],
                 "MountOptions": {"FSType": "ext4", "MountFlags": ["nodiratime", "ro"]},
                 "RequestedTopologies": {"Required": [{"Segments": {"zone": "a"}}]},
                 "Secrets": {"key": "abc"},
                 "RequestedCapacityMin": 5, "RequestedCapacityMax": 6,
                 "Parameters": {"type": "gp3"}}
                """));
    assertThat(nomad.job(NAME).orElseThrow().toString()).doesNotContain("abc");
  }

  @Test
  void aVolumeThatIsThereIsRegisteredAndOnlyForgottenLater() throws Exception {
    csi.put("external_id", "vol-0123");
    csi.put("params", Map.of("share", "7"));
    install();
    assertThat(nomad.changes())
        .contains("PUT " + VOLUME)
        .doesNotContain("PUT " + VOLUME + "/create");
    JsonNode volume = nomad.volume(NAME).orElseThrow();
    assertThat(volume.path("ExternalID").asText()).isEqualTo("vol-0123");
    assertThat(volume.at("/Context/share").asText()).isEqualTo("7");
    assertThat(volume.has("RequestedCapacityMax")).isFalse();

    assertThat(uninstall()).isTrue();
    assertThat(nomad.changes())
        .contains("DELETE " + VOLUME)
        .doesNotContain("DELETE " + VOLUME + "/delete");
    assertThat(nomad.volume(NAME)).isEmpty();
  }

  @Test
  void uninstallingDeletesWhatWasMadeOnceNoNodeHoldsIt() throws Exception {
    install();
    nomad.holdVolumes(1);
    assertThat(uninstall()).isTrue();
    assertThat(nomad.volume(NAME)).isEmpty();
    assertThat(nomad.job(NAME)).isEmpty();
    assertThat(nomad.changes())
        .containsSubsequence(
            "DELETE /v1/job/" + NAME,
            "DELETE " + VOLUME + "/delete",
            "DELETE " + VOLUME + "/delete",
            "DELETE /v1/job/" + NAME);
    assertThat(uninstall()).isFalse();
  }

  @Test
  void aRunnerWithoutAVolumeIsRemovedWithoutRightsForVolumes() throws Exception {
    config.remove("csi");
    install();
    nomad.forbidVolumes();
    assertThat(uninstall()).isTrue();
    assertThat(nomad.job(NAME)).isEmpty();
  }

  @Test
  void withoutRightsNothingOfARunnerWithAVolumeIsForgotten() throws Exception {
    install();
    nomad.forbidVolumes();
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(this::uninstall)
        .withMessageContaining("cannot ask for the CSI volume " + NAME)
        .withMessageContaining("Permission denied");
    assertThat(nomad.job(NAME)).isPresent();
  }

  @Test
  void aVolumeThatCannotBeMadeStopsTheInstallation() throws Exception {
    nomad.forbidVolumes();
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(this::install)
        .withMessageContaining("cannot make the CSI volume " + NAME);
    assertThat(nomad.job(NAME)).isEmpty();
  }

  @Test
  void aHostVolumeAndACsiVolumeExcludeEachOther() {
    config.put("host_volume", "state");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(this::installer)
        .withMessageContaining("host_volume")
        .withMessageContaining("not both");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          volume_provider     | -  | volume_provider
          volume_plugin_id    | -  | volume_plugin_id
          volume_plugin_id    | '' | volume_plugin_id is empty
          volume_capacity_min | 0  | volume_capacity_min must be more than 0 bytes
          volume_capacity_max | 1  | volume_capacity_max, 1 bytes, is less than
          external_id         | '' | external_id is empty
          size                | 1  | size
          """)
  void whatCannotWorkIsRefusedBeforeNomadIsAsked(String setting, String value, String message) {
    csi.put(setting, value);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(this::installer)
        .withMessageContaining("csi")
        .withMessageContaining(message);
    assertThat(nomad.changes()).isEmpty();
  }

  private void install() throws Exception {
    installer().install(new RunnerSpec("one", List.of("runner", "agent"), Map.of()), terminal);
  }

  private boolean uninstall() throws Exception {
    config.remove("csi");
    return installer().uninstall("one", terminal);
  }

  private RunnerInstaller installer() throws ConfigException {
    return new NomadPlugin().runnerInstaller().orElseThrow().create(config);
  }
}
