package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runners that are installed on real platforms, launch others there, and are removed again. All
 * tests have the same server, on an address that the containers of either platform reach.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunnerInstallIT {
  private static final String ADDRESS = "172.17.0.1";

  private Path directory;
  private String image;
  private DevServer temporal;
  private Installation installation;
  private String id;

  @BeforeAll
  void install(@TempDir Path shared) {
    Requirements.docker();
    image = Requirements.runnerImage();
    directory = shared;
    temporal = new DevServer(directory);
    installation =
        Installation.start(
            directory, ADDRESS, "-temporal-addr=" + temporal.address(), "-runner-image=" + image);
  }

  @BeforeEach
  void choose() {
    id = "Test-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @AfterAll
  void remove() {
    try (DevServer _ = temporal;
        Installation _ = installation) {
      // each of them is closed, the last first, whatever happens to the other
    }
  }

  @Test
  @Tag("behaviour-205")
  @Tag("behaviour-206")
  void onDockerItLaunchesTheJobsOfItsLabels() {
    List<String> flags = List.of("-docker-runner-image=" + image);
    try {
      installAndUse("docker", flags);
      assertThat(containers()).contains("waypoint-" + id + "-runner");
    } finally {
      uninstall("docker", flags).succeeded();
    }
    assertThat(containers()).isBlank();
    assertThatItIsForgotten("docker");
    uninstall("docker", flags).succeeded();
  }

  @Test
  @Tag("behaviour-205")
  @Tag("behaviour-206")
  void onKubernetesItLaunchesTheJobsOfItsLabels() {
    try (KubernetesPlatform platform = new KubernetesPlatform(directory)) {
      List<String> flags =
          List.of(
              "-k8s-runner-image=" + image,
              "-k8s-config-path=" + platform.kubeconfigFile(),
              "-k8s-namespace=" + platform.namespace());
      installAndUse("kubernetes", flags);
      assertThat(platform.kubectl("get", "deployments", "-o", "name").output())
          .contains("waypoint-" + id.toLowerCase(Locale.ROOT) + "-runner");

      uninstall("kubernetes", flags).succeeded();
      assertThat(
              platform
                  .kubectl("get", "deployments,secrets,roles,rolebindings", "-o", "name")
                  .succeeded()
                  .output())
          .isBlank();
      assertThatItIsForgotten("kubernetes");
      uninstall("kubernetes", flags).succeeded();
    }
  }

  @Test
  @Tag("behaviour-205")
  void oneThatNeverConnectsIsToldWithTheNextStep() {
    List<String> flags = List.of("-docker-runner-image=" + image);
    try {
      Program.Result result =
          installation.cli(directory, install("docker", "127.0.0.1:9", flags, "-timeout=3s"));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errors())
          .contains(id, "3s", "docker logs", "runner uninstall -platform=docker -id=" + id);
      assertThat(installation.cli(directory, "runner", "profile", "list").output())
          .doesNotContain(id);
    } finally {
      uninstall("docker", flags).succeeded();
    }
    assertThat(containers()).isBlank();
  }

  private void installAndUse(String platform, List<String> flags) {
    installation
        .cli(directory, install(platform, installation.address(), flags, "--", "-label=env=prod"))
        .succeeded();
    assertThat(installation.cli(directory, "runner", "inspect", id).succeeded().output())
        .containsIgnoringCase("adopted")
        .contains("env");
    String profile =
        installation
            .cli(directory, "runner", "profile", "inspect", "-json", platform + "-" + id)
            .succeeded()
            .output()
            .replaceAll("\\s", "");
    assertThat(profile).contains("\"default\":true", "\"env\":\"prod\"");

    Path project = Project.counting(directory.resolve(platform), platform, 5, 0.1);
    installation.cli(project, "init").succeeded();
    Program.Result build = installation.cli(project, "build", "-local=false").succeeded();
    assertThat(SurvivalIT.countedLines(build.output(), "line"))
        .isEqualTo(SurvivalIT.countTo("line", 5));
    assertThat(build.output()).contains(platform + "-" + id);
  }

  private String[] install(String platform, String server, List<String> flags, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "runner",
                "install",
                "-platform=" + platform,
                "-server-addr=" + server,
                "-id=" + id));
    command.addAll(flags);
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private Program.Result uninstall(String platform, List<String> flags) {
    List<String> command =
        new ArrayList<>(List.of("runner", "uninstall", "-platform=" + platform, "-id=" + id));
    command.addAll(flags);
    return installation.cli(directory, command.toArray(String[]::new));
  }

  /** All but the profile, which may have been changed for other runners. */
  private void assertThatItIsForgotten(String platform) {
    assertThat(installation.cli(directory, "runner", "list").succeeded().output())
        .doesNotContain(id);
    installation.cli(directory, "runner", "profile", "delete", platform + "-" + id).succeeded();
  }

  private String containers() {
    return Program.command(
            directory,
            Map.of(),
            "docker",
            "ps",
            "-a",
            "--format",
            "{{.Names}}",
            "--filter",
            "label=waypoint.dev/installed-runner=" + id)
        .result()
        .succeeded()
        .output();
  }
}
