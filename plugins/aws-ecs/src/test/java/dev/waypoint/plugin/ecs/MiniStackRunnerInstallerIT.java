package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingDocker;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Static runners as services of the emulator; a shell stands for the runner. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MiniStackRunnerInstallerIT {
  private static final String REGION = "eu-west-1";

  private final String id = "Test-" + UUID.randomUUID().toString().substring(0, 8);
  private final String name = "waypoint-%s-runner".formatted(id.toLowerCase(Locale.ROOT));
  private final String cluster = "tests-" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, Object> config = new HashMap<>();
  private final TestingTerminal terminal = new TestingTerminal();

  @BeforeAll
  static void requireTheEmulator() {
    MiniStack.url();
  }

  @BeforeEach
  void configure() throws Exception {
    MiniStack.setCredentials();
    config.put("endpoint", MiniStack.url());
    config.put("region", REGION);
    config.put("cluster", cluster);
    config.put("runner_image", MiniStack.IMAGE);
    config.put("subnets", "subnet-00000001");
    config.put("security_group_id", "sg-00000001");
    try (Aws aws = connect()) {
      aws.call("make", clients -> clients.ecs().createCluster(ask -> ask.clusterName(cluster)));
    }
  }

  @AfterEach
  void remove() throws Exception {
    installer().uninstall(id, terminal);
    try (Aws aws = connect()) {
      aws.call("remove", clients -> clients.ecs().deleteCluster(ask -> ask.cluster(cluster)));
    }
  }

  @Test
  void aRunnerIsInstalledInstalledAgainAndRemovedWithAllThatWasMade() throws Exception {
    InstalledRunner installed = installer().install(spec("echo first; sleep 600"), terminal);
    assertThat(installed.resource()).contains(name, cluster);
    assertThat(installed.launcherSettings())
        .containsEntry("cluster", cluster)
        .containsEntry("region", REGION)
        .containsEntry("secrets", "parameter");
    String first = awaitContainer("");
    assertThat(TestingDocker.run("inspect", "-f", "{{.Config.Env}}", first))
        .contains("WAYPOINT_SERVER_TOKEN=secret-of-the-runner");
    try (Aws aws = connect()) {
      assertThat(
              aws.call(
                      "ask",
                      clients ->
                          clients.ecs().describeTaskDefinition(ask -> ask.taskDefinition(name)))
                  .toString())
          .doesNotContain("secret-of-the-runner");
    }

    installer().install(spec("echo second; sleep 601"), terminal);
    awaitContainer(first);

    assertThat(installer().uninstall(id, terminal)).isTrue();
    awaitNoContainer();
    try (Aws aws = connect()) {
      assertThat(new Services(aws, cluster).find(id)).isEmpty();
      assertThat(
              aws.call(
                      "ask",
                      clients -> clients.ecs().listTaskDefinitions(ask -> ask.familyPrefix(name)))
                  .taskDefinitionArns())
          .isEmpty();
      assertThat(
              aws.call(
                      "ask",
                      clients ->
                          clients
                              .ssm()
                              .getParametersByPath(ask -> ask.path("/waypoint-runner/" + name)))
                  .parameters())
          .isEmpty();
    }
    assertThat(installer().uninstall(id, terminal)).isFalse();
  }

  @Test
  void aClusterThatIsNotThereIsNamed() throws Exception {
    config.put("cluster", "nowhere");
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> installer().install(spec("exit 0"), terminal))
        .withMessageContaining("there is no ECS cluster \"nowhere\" in the region " + REGION);
    config.put("cluster", cluster);
  }

  @Test
  void aNetworkIsAskedFor() {
    config.remove("subnets");
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> installer().install(spec("exit 0"), terminal))
        .withMessageContaining("-ecs-subnets");
  }

  private RunnerSpec spec(String script) {
    return new RunnerSpec(
        id,
        List.of("sh", "-c", script),
        Map.of("WAYPOINT_SERVER_ADDR", "a:1", "WAYPOINT_SERVER_TOKEN", "secret-of-the-runner"));
  }

  private RunnerInstaller installer() throws ConfigException {
    return new EcsPlugin().runnerInstaller().orElseThrow().create(config);
  }

  private static Aws connect() throws AwsFault {
    return Aws.connect(Optional.of(MiniStack.url()), Optional.of(REGION));
  }

  /** One that runs, and is not this one. */
  private String awaitContainer(String other) throws Exception {
    Instant latest = Instant.now().plusSeconds(60);
    while (true) {
      Optional<String> found = running().stream().filter(id -> !id.equals(other)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(Instant.now()).as("no container of " + name).isBefore(latest);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  /** The emulator tells of a task's end a little before that. */
  private void awaitNoContainer() throws Exception {
    Instant latest = Instant.now().plusSeconds(30);
    while (!running().isEmpty()) {
      assertThat(Instant.now()).as("a container of %s is left", name).isBefore(latest);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private List<String> running() throws Exception {
    return TestingDocker.run(
            "ps",
            "-q",
            "--no-trunc",
            "--filter",
            "label=com.amazonaws.ecs.task-definition-family=" + name)
        .lines()
        .toList();
  }
}
