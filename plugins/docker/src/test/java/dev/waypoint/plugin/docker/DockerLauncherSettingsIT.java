package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypoint.sdk.task.LaunchSpec;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.BaseTaskLauncherTest;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that lead to the daemon and to the registry, each with a daemon that follows it. */
@RequiresDocker
@Tag("behaviour-142")
class DockerLauncherSettingsIT extends BaseTaskLauncherTest {
  private Map<String, Object> config = Map.of();
  private String image = RequiresDocker.IMAGE;

  @Override
  protected TaskLauncher launcher() {
    return launcherOf(new DockerPlugin(), config);
  }

  @Override
  protected String image() {
    return image;
  }

  @Test
  void moreNetworksAreConnectedBesideTheFirst() throws Exception {
    String network = name().value();
    try (Docker docker = Docker.connect(Optional.empty())) {
      docker.run("make it", client -> client.createNetworkCmd().withName(network).exec());
      try {
        config = Map.of("network", "bridge", "networks", List.of(network), "stop_timeout", "1s");
        TaskName task = start("sleep 60");
        assertThat(
                new Containers(docker)
                    .find(task.value())
                    .orElseThrow()
                    .getNetworkSettings()
                    .getNetworks())
            .containsOnlyKeys("bridge", network);
        stop(task);
      } finally {
        docker.run("remove it", client -> client.removeNetworkCmd(network).exec());
      }
    }
  }

  @Test
  void anImageThatIsThereIsPulledOnlyWhenThatIsAskedFor() throws Exception {
    try (TestingRegistry registry = TestingRegistry.empty();
        Docker docker = Docker.connect(Optional.empty())) {
      image = registry.image();
      new Images(docker, new TestingTerminal())
          .tag(RequiresDocker.IMAGE, ImageReference.parse(image));
      try {
        assertThat(watch(start("exit 0"), new TestingTerminal()).success()).isTrue();
        config = Map.of("force_pull", true);
        LaunchSpec spec = script("exit 0");
        assertThatExceptionOfType(TaskException.class)
            .isThrownBy(() -> launcher().startTask(spec, context(new TestingTerminal())))
            .withMessageContaining("pull the image " + image);
      } finally {
        removeAll(docker);
      }
    }
  }

  /** A container of the image keeps its name in use. */
  private void removeAll(Docker docker) throws Exception {
    for (TaskName task : list(labels())) {
      stop(task);
    }
    docker.run("remove it", client -> client.removeImageCmd(image).withForce(true).exec());
  }

  @Test
  void theRegistryIsToldWhoWeAre() throws Exception {
    try (TestingRegistry registry = TestingRegistry.closed("ann", "pw")) {
      image = registry.image();
      config = Map.of("auth", Map.of("username", "ann", "password", "wrong"));
      assertThat(refusal()).contains("unauthorized");
      config = Map.of("auth", Map.of("username", "ann", "password", "pw"));
      assertThat(refusal()).contains("manifest unknown");
    }
  }

  @Test
  void theVersionOfTheApiIsTheOneThatIsConfigured() {
    config = Map.of("client_config", Map.of("api_version", "1.10"));
    assertThat(refusal()).contains("client version 1.10 is too old");
    config = Map.of();
  }

  @Test
  void certificatesAreLookedForWhereTheyAreConfigured(@TempDir Path empty) {
    config =
        Map.of(
            "client_config",
            Map.of("host", "tcp://127.0.0.1:9", "cert_path", empty.resolve("none").toString()));
    assertThat(refusal()).contains(empty.resolve("none").toString());
    config = Map.of();
  }

  private String refusal() {
    LaunchSpec spec = script("exit 0");
    TaskException refusal =
        catchThrowableOfType(
            TaskException.class, () -> launcher().startTask(spec, context(new TestingTerminal())));
    return String.valueOf(refusal.getMessage());
  }
}
