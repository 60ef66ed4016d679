package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Static runners as service jobs of a real Nomad; a shell stands for the runner. */
@Timeout(240)
class NomadRunnerInstallerIT {
  private static final String UNTIL_STOPPED =
      "trap 'exit 0' TERM; echo ready; while :; do sleep 1 & wait $!; done";

  private final String id = "Test-" + UUID.randomUUID().toString().substring(0, 8);
  private final String job = "waypoint-" + id.toLowerCase(java.util.Locale.ROOT) + "-runner";
  private final Map<String, Object> config = new HashMap<>();
  private final TestingTerminal terminal = new TestingTerminal();
  private TestingNomad nomad;

  @BeforeEach
  void configure() {
    nomad = TestingNomad.find();
    config.put("nomad_host", nomad.url());
    config.put("token", System.getenv("WAYPOINT_TEST_NOMAD_TOKEN"));
    config.put("runner_image", TestingNomad.IMAGE);
    config.put("runner_cpu", 100);
    config.put("runner_memory", 50);
  }

  @AfterEach
  void uninstall() throws Exception {
    if (nomad != null) {
      installer().uninstall(id, terminal);
    }
  }

  @Test
  void aRunnerIsInstalledStartedAgainAndRemovedWithAllThatWasMade() throws Exception {
    InstalledRunner installed = installer().install(spec(UNTIL_STOPPED), terminal);
    assertThat(installed.resource()).contains(job);
    assertThat(installed.launcherSettings())
        .containsEntry("namespace", "default")
        .containsEntry("datacenter", "dc1");
    String first = awaitContainer(_ -> true);
    assertThat(nomad.get("/v1/job/" + job).toString())
        .contains("\"Type\":\"service\"")
        .doesNotContain("secret-of-the-runner");
    assertThat(TestingNomad.docker("inspect", "-f", "{{.HostConfig.Privileged}}", first))
        .isEqualTo("false");

    TestingNomad.docker("kill", first);
    awaitContainer(other -> !other.equals(first));

    assertThat(installer().uninstall(id, terminal)).isTrue();
    assertThat(nomad.status("/v1/job/" + job)).isEqualTo(404);
    assertThat(nomad.status("/v1/var/nomad/jobs/" + job)).isEqualTo(404);
    assertThat(nomad.status("/v1/acl/policy/" + job)).isEqualTo(404);
    assertThat(TestingNomad.containersOf(job)).isEmpty();
    assertThat(installer().uninstall(id, terminal)).isFalse();
  }

  @Test
  void installingAgainGivesItTheNewSpecification() throws Exception {
    installer().install(spec(UNTIL_STOPPED), terminal);
    String first = awaitContainer(_ -> true);
    installer().install(spec("echo second; " + UNTIL_STOPPED), terminal);
    awaitContainer(other -> !other.equals(first));
    assertThat(nomad.get("/v1/job/" + job).path("Version").asInt()).isEqualTo(1);
  }

  @Test
  void theRunnersOwnIdentityMayLaunchAndNoMore() throws Exception {
    String ask =
        "wget -q -O /dev/null --header \"X-Nomad-Token: $NOMAD_TOKEN\" \"$NOMAD_ADDR/v1/%s\" &&"
            + " echo %s may || echo %s may not; ";
    installer()
        .install(
            spec(
                ask.formatted("jobs", "jobs", "jobs")
                    + ask.formatted("acl/tokens", "tokens", "tokens")
                    + UNTIL_STOPPED),
            terminal);
    String container = awaitContainer(_ -> true);
    assertThat(awaitOutput(container)).contains("jobs may\n").contains("tokens may not");
  }

  @Test
  void itsStateLiesOnAHostVolume() throws Exception {
    config.put("host_volume", "waypoint-tests");
    RunnerSpec counting =
        new RunnerSpec(
            id,
            List.of(
                "sh",
                "-c",
                "echo start >> /data/%s; cat /data/%s; ".formatted(id, id) + UNTIL_STOPPED),
            Map.of());
    installer().install(counting, terminal);
    String first = awaitContainer(_ -> true);
    assertThat(awaitOutput(first)).isEqualTo("start\nready\n");
    JsonNode arguments = nomad.get("/v1/job/" + job).at("/TaskGroups/0/Tasks/1/Config/args");
    assertThat(arguments.path(arguments.size() - 1).asText()).isEqualTo("-state-dir=/data/runner");

    TestingNomad.docker("kill", first);

    String second = awaitContainer(other -> !other.equals(first));
    assertThat(awaitOutput(second)).isEqualTo("start\nstart\nready\n");
  }

  @Test
  void aJobOfSomebodyElseIsLeftAlone() throws Exception {
    nomad.ask(
        "PUT",
        "/v1/jobs",
        """
        {"Job": {"ID": "%s", "Type": "batch", "Datacenters": ["dc1"], "TaskGroups": [{"Name": "g",
          "Tasks": [{"Name": "t", "Driver": "docker", "Config": {"image": "%s", "command": "true"}}]}]}}
        """
            .formatted(job, TestingNomad.IMAGE));
    try {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> installer().install(spec(UNTIL_STOPPED), terminal))
          .withMessageContaining(job)
          .withMessageContaining("was not installed as the runner " + id);
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> installer().uninstall(id, terminal));
    } finally {
      nomad.ask("DELETE", "/v1/job/" + job + "?purge=true", "");
    }
  }

  private RunnerInstaller installer() {
    try {
      return new NomadPlugin().runnerInstaller().orElseThrow().create(config);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunnerSpec spec(String script) {
    return new RunnerSpec(
        id, List.of("sh", "-c", script), Map.of("WAYPOINT_SERVER_TOKEN", "secret-of-the-runner"));
  }

  /** A container of the runner that has begun. */
  private String awaitContainer(Predicate<String> which) throws Exception {
    while (true) {
      for (String container : TestingNomad.containersOf(job)) {
        String running = TestingNomad.docker("inspect", "-f", "{{.State.Running}}", container);
        if (which.test(container)
            && running.equals("true")
            && TestingNomad.docker("logs", container).contains("ready")) {
          return container;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static String awaitOutput(String container) throws Exception {
    while (true) {
      String output = TestingNomad.docker("logs", container) + "\n";
      if (output.contains("ready")) {
        return output;
      }
    }
  }
}
