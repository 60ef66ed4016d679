package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import dev.waypoint.sdk.testing.TestingDocker;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresDocker
@Timeout(120)
@Tag("behaviour-205")
class DockerRunnerInstallerIT {
  private static final String IMAGE =
      "waypoint-test/runner:" + UUID.randomUUID().toString().substring(0, 8);

  private final String id = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private final String container = "waypoint-" + id + "-runner";
  private final TestingTerminal terminal = new TestingTerminal();

  @BeforeAll
  static void makeAnImageThatTakesAnyArguments() throws Exception {
    TestingImages.makePatient(IMAGE);
  }

  @AfterAll
  static void removeIt() throws Exception {
    TestingDocker.run("rmi", IMAGE);
  }

  @AfterEach
  void uninstall() throws Exception {
    installer(Map.of()).uninstall(id, terminal);
  }

  @Test
  void theSocketAndTheNetworkAreThoseThatAreConfigured(@TempDir Path folder) throws Exception {
    Path socket = Files.createFile(folder.resolve("daemon.sock"));
    TestingDocker.run("network", "create", id);
    try {
      install(Map.of("socket_path", socket.toString(), "runner_network", id));
      assertThat(inspect("{{range .Mounts}}{{.Source}} at {{.Destination}}{{end}}"))
          .isEqualTo(socket + " at /var/run/docker.sock");
      assertThat(inspect("{{json .HostConfig.GroupAdd}}"))
          .isEqualTo("[\"%s\"]".formatted(Files.getAttribute(socket, "unix:gid")));
      assertThat(inspect("{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}"))
          .isEqualTo(id);
      uninstall();
    } finally {
      TestingDocker.run("network", "rm", id);
    }
  }

  @Test
  void withoutThemTheyAreTheDaemonsOwnSocketAndTheNetworkOfAllRunners() throws Exception {
    install(Map.of());
    assertThat(inspect("{{range .Mounts}}{{.Source}}{{end}}")).isEqualTo("/var/run/docker.sock");
    String network = inspect("{{.HostConfig.NetworkMode}}");
    assertThat(TestingDocker.run("network", "inspect", "--format", "{{json .Labels}}", network))
        .contains("\"use\":\"waypoint\"");
  }

  @Test
  void itIsThereOnceHoweverOftenItIsInstalledAndUninstallingLeavesNothing() throws Exception {
    install(Map.of());
    String former = inspect("{{.Id}}");
    install(Map.of());
    assertThat(inspect("{{.Id}}")).isNotEqualTo(former);
    assertThat(TestingDocker.labelled("waypoint.dev/installed-runner=" + id)).hasSize(1);
    assertThat(installer(Map.of()).uninstall(id, terminal)).isTrue();
    assertThat(TestingDocker.labelled("waypoint.dev/installed-runner=" + id)).isEmpty();
    assertThat(installer(Map.of()).uninstall(id, terminal)).isFalse();
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    TestingDocker.run("container", "create", "--name", container, IMAGE);
    try {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> install(Map.of()))
          .withMessageContaining("not installed as the runner " + id);
      assertThat(inspect("{{.State.Status}}")).isEqualTo("created");
    } finally {
      TestingDocker.run("rm", container);
    }
  }

  private void install(Map<String, Object> more) throws Exception {
    installer(more).install(new RunnerSpec(id, List.of("runner", "agent"), Map.of()), terminal);
  }

  private static RunnerInstaller installer(Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("runner_image", IMAGE);
    return new DockerPlugin().runnerInstaller().orElseThrow().create(settings);
  }

  private String inspect(String format) throws Exception {
    return TestingDocker.run("inspect", "--type", "container", "--format", format, container);
  }
}
