package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("behaviour-205")
class InstallCommandsTest extends BaseCommandsTest {
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
  void theContextSaysOnWhichPlatformARunnerIsInstalled() {
    assertThat(
            cli.run("context", "create", "-server-addr=h:1", "-server-platform=moon", "there")
                .code())
        .isZero();
    assertThat(cli.run("runner", "install", "-server-addr=h:1").err())
        .contains("cannot be installed on 'moon'");
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
        .contains("-docker-socket-path", "-k8s-namespace", "-nomad-csi-volume-provider");
  }

  @Test
  void aFlagWithoutEffectSaysSo() {
    assertThat(cli.run("runner", "install", "-help").out().replaceAll("\\s+", " "))
        .contains("-server-require-auth", "Deprecated, kept for compatibility: has no effect");
  }

  @Test
  void aVersionOfHelmIsTakenWithAWarning() {
    String warning = "-k8s-helm-version has no effect";
    String refused = "-k8s-cpu-request=lots";
    List<String> install =
        List.of("runner", "install", "-platform=kubernetes", "-server-addr=h:1", refused);
    assertThat(cli.run(install.toArray(String[]::new)).err())
        .contains("cpu_request")
        .doesNotContain(warning);
    List<String> withVersion = new ArrayList<>(install);
    withVersion.add("-k8s-helm-version=0.1.18");
    assertThat(cli.run(withVersion.toArray(String[]::new)).err())
        .containsOnlyOnce(warning)
        .contains("cpu_request");
  }

  @Test
  void installingTheServerNeedsAPlatformThatCanAndTheTermsAccepted() {
    assertThat(cli.run("install").err()).contains("-platform", "docker");
    assertThat(cli.run("install", "-platform=moon", "-accept-tos").err())
        .contains("moon", "docker", "waypoint server run");
    assertThat(cli.run("server", "install", "-platform=docker").err())
        .contains("-accept-tos", "no further terms");
    assertThat(cli.run("server", "install", "-help").out())
        .contains("-runner", "-context-set-default", "-docker-grpc-port", "-k8s-service-type");
  }

  @Test
  void whereAnInstalledServerListensIsThePlatformsToSay() {
    Result result =
        cli.run("install", "-platform=docker", "-accept-tos", "--", "-listen-grpc=0.0.0.0:1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-listen-grpc=0.0.0.0:1", "-help").hasLineCount(1);
    assertThat(
            cli.run("install", "-platform=docker", "-accept-tos", "--", "-advertise-addr=h:1")
                .err())
        .contains("before the '--'");
  }

  @Test
  void anInstallationDoesNotTakeOverTheContextOfAnotherServer() {
    cli.run("context", "create", "-server-addr=elsewhere:1", "-server-tls=false", "mine");
    Result result = cli.run("install", "-platform=docker", "-accept-tos", "-context-create=mine");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("'mine'", "-context-create");
  }

  @Test
  void upgradingAndUninstallingSayWhatTheyWouldDoAndWaitForApproval() {
    cli.run("context", "create", "-server-addr=h:1", "-server-tls=false", "mine");
    assertThat(cli.run("server", "upgrade").err()).contains("-platform");
    Result upgrade = cli.run("server", "upgrade", "-platform=docker");
    assertThat(upgrade.code()).isEqualTo(1);
    assertThat(upgrade.err()).contains("mine", "waypoint/waypoint:", "-auto-approve");
    Result uninstall = cli.run("server", "uninstall", "-platform=docker");
    assertThat(uninstall.code()).isEqualTo(1);
    assertThat(uninstall.err()).contains("all its data", "-auto-approve", "nothing is done yet");
  }
}
