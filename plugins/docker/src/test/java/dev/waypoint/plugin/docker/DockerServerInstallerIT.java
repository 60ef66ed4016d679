package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import dev.waypoint.sdk.testing.TestingDocker;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresDocker
@Timeout(120)
class DockerServerInstallerIT {
  private static final ServerSpec SPEC =
      new ServerSpec(List.of("-runner-image=x:1"), Map.of("WAYPOINT_DB_PASSWORD", "s3cret"));

  private static final String IMAGE =
      "waypoint-test/server:" + UUID.randomUUID().toString().substring(0, 8);

  private final String name = "waypoint-test-" + UUID.randomUUID().toString().substring(0, 8);
  private final TestingTerminal terminal = new TestingTerminal();
  private final int port = freePort();
  private ServerInstaller installer;

  @BeforeAll
  static void makeAnImageThatTakesAnyArguments() throws Exception {
    TestingImages.makePatient(IMAGE);
  }

  @AfterAll
  static void removeIt() throws Exception {
    TestingDocker.run("rmi", IMAGE);
  }

  @BeforeEach
  void start() throws Exception {
    installer = installer(IMAGE);
  }

  @AfterEach
  void stop() throws Exception {
    installer.uninstall(terminal);
  }

  private ServerInstaller installer(String image) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("server_image", image);
    settings.put("server_name", name);
    settings.put("grpc_port", port);
    settings.put("http_port", freePort());
    return new DockerPlugin().serverInstaller().orElseThrow().create(settings);
  }

  @Test
  void itIsThereOnceHoweverOftenItIsInstalledAndUninstallingLeavesNothing() throws Exception {
    assertThat(installer.find()).isEmpty();
    InstalledServer installed = installer.install(SPEC, terminal);
    String id = inspect("{{.Id}}");
    installer.install(SPEC, terminal);

    assertThat(inspect("{{.Id}}")).isEqualTo(id);
    assertThat(installer.find()).contains(installed);
    assertThat(installed.address()).contains("127.0.0.1:" + port);
    assertThat(installed.runnerAddress()).contains(name + ":9701");
    assertThat(inspect("{{.Config.Cmd}}"))
        .contains("-data-dir=/data", "-advertise-addr=" + name + ":9701", "-runner-image=x:1");

    assertThat(installer.uninstall(terminal)).isTrue();
    assertThat(installer.find()).isEmpty();
    assertThat(TestingDocker.run("volume", "ls", "-q", "--filter", "name=" + name)).isEmpty();
    assertThat(installer.uninstall(terminal)).isFalse();
  }

  @Test
  void anUpgradeKeepsDataArgumentsAndPortsAndChangesTheImage() throws Exception {
    InstalledServer before = installer.install(SPEC, terminal);
    String newer = "waypoint-test/newer:" + name;
    TestingDocker.run("tag", IMAGE, newer);
    try {
      String command = inspect("{{.Config.Cmd}} {{.Config.Env}} {{json .HostConfig.PortBindings}}");
      assertThat(installer(newer).upgrade(terminal)).isEqualTo(before);
      assertThat(inspect("{{.Config.Image}}")).isEqualTo(newer);
      assertThat(inspect("{{.Config.Cmd}} {{.Config.Env}} {{json .HostConfig.PortBindings}}"))
          .isEqualTo(command)
          .contains("s3cret", String.valueOf(port));
      assertThat(inspect("{{(index .Mounts 0).Name}}")).isEqualTo(name);
      assertThat(TestingDocker.labelled(ServerContainer.SERVER_LABEL + "=" + name)).hasSize(1);
    } finally {
      installer.uninstall(terminal);
      TestingDocker.run("rmi", newer);
    }
  }

  @Test
  void anUpgradeThatCannotBeStartedLeavesTheServerAsItWas() throws Exception {
    installer.install(SPEC, terminal);
    String id = inspect("{{.Id}}");
    String broken = "waypoint-test/broken:" + name;
    TestingImages.make(broken, "[\"/not-there\"]");
    try {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> installer(broken).upgrade(terminal))
          .withMessageContaining("not-there");
      assertThat(inspect("{{.Id}}")).isEqualTo(id);
      assertThat(TestingDocker.labelled(ServerContainer.SERVER_LABEL + "=" + name)).hasSize(1);
    } finally {
      TestingDocker.run("rmi", broken);
    }
  }

  @Test
  void anUpgradeThatWasLostMidwayIsFoundAndGoneOnWith() throws Exception {
    InstalledServer before = installer.install(SPEC, terminal);
    TestingDocker.run("stop", "-t", "0", name);
    TestingDocker.run("rename", name, name + "-former");
    assertThat(installer.find()).contains(before);
    assertThat(installer.upgrade(terminal)).isEqualTo(before);
    assertThat(TestingDocker.labelled(ServerContainer.SERVER_LABEL + "=" + name)).hasSize(1);
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    TestingDocker.run("container", "create", "--name", name, IMAGE);
    try {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> installer.install(SPEC, terminal))
          .withMessageContaining(name);
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> installer.uninstall(terminal));
    } finally {
      TestingDocker.run("rm", name);
    }
  }

  @Test
  void upgradingWhatIsNotThereIsRefused() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> installer.upgrade(terminal))
        .withMessageContaining("install");
  }

  private String inspect(String format) throws Exception {
    return TestingDocker.run("inspect", "--type", "container", "--format", format, name);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
