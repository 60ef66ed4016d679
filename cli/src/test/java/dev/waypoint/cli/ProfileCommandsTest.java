package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProfileCommandsTest extends BaseCommandsTest {
  @Test
  void theDocumentedProfileIsMade() {
    Result result =
        cli.run(
            "runner",
            "profile",
            "set",
            "-name=docker-hashicorp-dev",
            "-plugin-type=docker",
            "-target-runner-label=org=hashicorp",
            "-target-runner-label=env=dev");
    assertThat(result.out()).contains("docker-hashicorp-dev is created");
    Profile profile = cli.services.profiles.get("docker-hashicorp-dev");
    assertThat(profile.getTargetRunner().getLabels().getLabelsMap())
        .containsEntry("org", "hashicorp")
        .containsEntry("env", "dev");
  }

  @Test
  void theOldListOfVariablesOfAProfileIsTakenWithAWarning() {
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-env-vars=A=1,B=x=y", "p");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err()).contains("-env-vars is deprecated");
    assertThat(cli.services.profiles.get("p").getEnvironmentMap())
        .containsOnly(Map.entry("A", "1"), Map.entry("B", "x=y"));
  }

  @Test
  void changingAProfileKeepsTheRest() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \"x\"\n");
    cli.run(
        "runner",
        "profile",
        "set",
        "-plugin-type=docker",
        "-plugin-config=" + config,
        "-env-var=A=1",
        "-env-var=B=2",
        "-default",
        "p");
    Result result = cli.run("runner", "profile", "set", "-env-var=A=", "-oci-url=i:1", "p");
    assertThat(result.out()).contains("p is updated");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getEnvironmentMap()).containsOnlyKeys("B");
    assertThat(profile.getOciUrl()).isEqualTo("i:1");
    assertThat(profile.getDefault()).isTrue();
    assertThat(profile.getPluginConfigFormat()).isEqualTo("hcl");
    assertThat(profile.getTargetRunner().hasAny()).isTrue();
  }

  @Test
  void theSettingsOfAProfileAreChangedInAnEditor() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \"x\"\n");
    cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("set EDITOR");
    cli.variables.put("EDITOR", "true");
    assertThat(cli.run("runner", "profile", "edit", "p").out()).contains("p is unchanged");
    cli.variables.put("EDITOR", "sed -i s/x/y/");
    assertThat(cli.run("runner", "profile", "edit", "p").out()).contains("p is updated");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getPluginConfig().toStringUtf8()).isEqualTo("network = \"y\"\n");
    assertThat(profile.getPluginType()).isEqualTo("docker");
    cli.variables.put("EDITOR", "sed -i s/=//");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("Error");
    cli.variables.put("EDITOR", "false");
    assertThat(cli.run("runner", "profile", "edit", "p").err()).contains("nothing is changed");
    assertThat(cli.services.profiles.get("p").getPluginConfig().toStringUtf8()).contains("y");
  }

  @Test
  void aNewProfileNeedsItsPlugin() {
    Result result = cli.run("runner", "profile", "set", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("-plugin-type");
  }

  @Test
  void ofSeveralTargetsTheIdCounts() {
    Result result =
        cli.run(
            "runner",
            "profile",
            "set",
            "-plugin-type=docker",
            "-target-runner-any",
            "-target-runner-label=a=b",
            "-target-runner-id=r",
            "p");
    assertThat(result.err()).contains("more than one target");
    assertThat(cli.services.profiles.get("p").getTargetRunner().getId()).isEqualTo("r");
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsWithAnotherEndingAreRefused() {
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=x.yaml", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("must end in .hcl or .json");
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsWithAMistakeAreRefusedWithThePosition() throws Exception {
    Path config = Files.writeString(directory.resolve("plugin.hcl"), "network = \n");
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl", ":1");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  @Tag("behaviour-67")
  void pluginSettingsThatTheLauncherDoesNotKnowAreRefusedWithThePosition() throws Exception {
    Path config =
        Files.writeString(directory.resolve("plugin.hcl"), "force_pull = true\nnetwrk = \"a\"\n");
    Result result =
        cli.run("runner", "profile", "set", "-plugin-type=docker", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl:2").contains("netwrk");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  @Tag("behaviour-67")
  void valuesThatTheLauncherCannotWorkWithAreRefused() throws Exception {
    Path config =
        Files.writeString(directory.resolve("plugin.hcl"), "pod_template = \"just words\"\n");
    Result result =
        cli.run(
            "runner", "profile", "set", "-plugin-type=kubernetes", "-plugin-config=" + config, "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("plugin.hcl", "pod_template is not an object");
    assertThat(cli.services.profiles).isEmpty();
  }

  @Test
  void aPluginThatLaunchesNothingMakesNoProfile() {
    Result result = cli.run("runner", "profile", "set", "-plugin-type=exec", "p");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("does not launch on-demand runners").contains("docker");
  }

  @Test
  void aPluginThatIsOnlyElsewhereIsTakenWithAWarning() {
    Result result = cli.run("runner", "profile", "set", "-plugin-type=moon", "p");
    assertThat(result.code()).isZero();
    assertThat(result.out() + result.err()).contains("moon is not on this machine");
    assertThat(cli.services.profiles).containsKey("p");
  }

  @Test
  void runnersStartedAheadAreAProfilesMatter() {
    cli.run(
        "runner",
        "profile",
        "set",
        "-plugin-type=docker",
        "-warm-idle=2",
        "-warm-max-idle=1h30m",
        "p");
    Profile profile = cli.services.profiles.get("p");
    assertThat(profile.getWarmIdle()).isEqualTo(2);
    assertThat(profile.getWarmMaxIdle().getSeconds()).isEqualTo(5400);
    assertThat(cli.run("runner", "profile", "inspect", "p").out())
        .contains("2, at most 5400s without a job");
    cli.run("runner", "profile", "set", "-warm-idle=1", "-warm-max-idle=0", "p");
    assertThat(cli.services.profiles.get("p").hasWarmMaxIdle()).isFalse();
    assertThat(cli.services.profiles.get("p").getWarmIdle()).isEqualTo(1);
  }
}
