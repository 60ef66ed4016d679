package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("behaviour-205")
class InstallCommandsTest {
  @TempDir private Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() {
    cli = new TestingCli(directory);
  }

  @AfterEach
  void stop() {
    cli.close();
  }

  @Test
  void theAddressThatTheRunnerUsesHasToBeGiven() {
    Result result = cli.run("runner", "install", "-platform=docker");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-server-addr=HOST:PORT");
  }

  @Test
  void aPlatformOnWhichNothingCanBeInstalledIsNamedWithThoseThereAre() {
    Result result = cli.run("runner", "install", "-platform=moon", "-server-addr=h:1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("moon", "docker", "kubernetes");
    assertThat(cli.run("runner", "install", "-server-addr=h:1").err()).contains("-platform");
  }

  @Test
  void labelsOfTheAgentHaveToBePairs() {
    Result result =
        cli.run(
            "runner", "install", "-platform=docker", "-server-addr=h:1", "--", "-label", "prod");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("prod", "key=value");
  }

  @Test
  void uninstallingNeedsPlatformAndId() {
    assertThat(cli.run("runner", "uninstall", "-id=x").err()).contains("-platform");
    assertThat(cli.run("runner", "uninstall", "-platform=docker").err()).contains("-id");
  }

  @Test
  void theSettingsOfPlatformsAreShownUnderTheirNames() {
    assertThat(cli.run("runner", "install", "-help").out())
        .contains("-docker-socket-path", "-k8s-namespace");
  }
}
