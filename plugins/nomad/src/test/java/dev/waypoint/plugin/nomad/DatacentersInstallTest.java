package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which datacenters an installed runner may be, and those that it launches. */
@Timeout(60)
@Tag("behaviour-205")
class DatacentersInstallTest {
  private InMemoryNomad nomad;

  @BeforeEach
  void start() throws Exception {
    nomad = new InMemoryNomad();
  }

  @AfterEach
  void stop() {
    nomad.close();
  }

  @Test
  void theRunnerMayBeInEachThatIsNamedAndSoMayThoseThatItLaunches() throws Exception {
    InstalledRunner installed =
        installer("east, west")
            .install(
                new RunnerSpec("one", List.of("runner", "agent"), Map.of()), new TestingTerminal());
    assertThat(nomad.job("waypoint-one-runner").orElseThrow().path("Datacenters").toString())
        .isEqualTo("[\"east\",\"west\"]");
    LauncherConfig profile =
        LauncherConfigTest.bind(
            Map.of("datacenter", installed.launcherSettings().get("datacenter")));
    assertThat(profile.datacenters()).containsExactly("east", "west");
  }

  @Test
  void oneWithoutANameIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> installer("east,"))
        .withMessageContaining("dc \"east,\" has a datacenter without a name");
    assertThat(nomad.changes()).isEmpty();
  }

  private RunnerInstaller installer(String datacenters) throws ConfigException {
    return new NomadPlugin()
        .runnerInstaller()
        .orElseThrow()
        .create(Map.of("runner_image", "i:1", "nomad_host", nomad.url(), "dc", datacenters));
  }
}
