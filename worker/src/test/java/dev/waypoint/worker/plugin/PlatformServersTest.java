package dev.waypoint.worker.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.install.ServerInstaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformServersTest {
  private final TestingServerInstaller platform = new TestingServerInstaller();
  private final PlatformServers servers =
      new PlatformServers(Component.of((ServerInstaller) platform));
  private final List<String> said = new ArrayList<>();

  @Test
  void whatIsInstalledIsFoundUpgradedAndRemoved() throws Exception {
    assertThat(servers.find(Map.of())).isEmpty();
    PlatformServers.Installed installed =
        servers.install(List.of("-db=x"), Map.of("A", "b"), Map.of(), said::add);

    assertThat(installed.address()).contains("outside:1");
    assertThat(installed.runnerAddress()).contains("inside:1");
    assertThat(installed.httpAddress()).isEmpty();
    assertThat(platform.specs)
        .singleElement()
        .satisfies(
            spec -> {
              assertThat(spec.arguments()).containsExactly("-db=x");
              assertThat(spec.environment()).containsEntry("A", "b");
            });
    assertThat(said).containsExactly("Installed");
    assertThat(servers.find(Map.of())).contains(installed);
    assertThat(servers.upgrade(Map.of(), said::add)).isEqualTo(installed);
    assertThat(servers.uninstall(Map.of(), said::add)).isTrue();
    assertThat(servers.uninstall(Map.of(), said::add)).isFalse();
  }

  @Test
  void aRefusalIsToldInThePlatformsWords() {
    platform.refuses = true;
    assertThatExceptionOfType(InstallFailedException.class)
        .isThrownBy(() -> servers.install(List.of(), Map.of(), Map.of(), said::add))
        .withMessage("the platform is full");
    assertThat(said).containsExactly("Installing: failed");
    assertThatExceptionOfType(InstallFailedException.class)
        .isThrownBy(() -> servers.upgrade(Map.of(), said::add))
        .withMessageContaining("upgrade");
  }

  @Test
  void settingsThatThePlatformDoesNotHaveAreRefused() {
    assertThatExceptionOfType(InstallFailedException.class)
        .isThrownBy(() -> servers.find(Map.of("moon", "full")))
        .withMessageContaining("moon");
  }
}
