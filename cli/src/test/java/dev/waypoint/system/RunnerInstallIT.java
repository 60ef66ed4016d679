package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runners that are installed on real platforms, launch others there, and are removed again. */
class RunnerInstallIT {
  private static final String DOCKER_HOST = "172.17.0.1";

  private final String id = "Test-" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir Path directory;

  @Test
  @Tag("behaviour-205")
  @Tag("behaviour-206")
  void onDockerItLaunchesTheJobsOfItsLabels() {
    Requirements.docker();
    String image = Requirements.runnerImage();
    try (DevServer temporal = new DevServer(directory);
        Installation installation = installation(DOCKER_HOST, temporal, image)) {
      List<String> flags = List.of("-docker-runner-image=" + image);
      try {
        installAndUse(installation, "docker", flags);
        assertThat(containers()).contains("waypoint-" + id + "-runner");
      } finally {
        uninstall(installation, "docker", flags).succeeded();
      }
      assertThat(containers()).isBlank();
      assertThatItIsForgotten(installation);
      uninstall(installation, "docker", flags).succeeded();
    }
  }

  @Test
  @Tag("behaviour-205")
  @Tag("behaviour-206")
  void onKubernetesItLaunchesTheJobsOfItsLabels() {
    String image = Requirements.runnerImage();
    try (KubernetesPlatform platform = new KubernetesPlatform(directory);
        DevServer temporal = new DevServer(directory);
        Installation installation = installation(platform.serverAddress(), temporal, image)) {
      List<String> flags =
          List.of(
              "-k8s-runner-image=" + image,
              "-k8s-config-path=" + platform.kubeconfigFile(),
              "-k8s-namespace=" + platform.namespace());
      installAndUse(installation, "kubernetes", flags);
      assertThat(platform.kubectl("get", "deployments", "-o", "name").output())
          .contains("waypoint-" + id.toLowerCase(java.util.Locale.ROOT) + "-runner");

      uninstall(installation, "kubernetes", flags).succeeded();
      assertThat(
              platform
                  .kubectl("get", "deployments,secrets,roles,rolebindings", "-o", "name")
                  .succeeded()
                  .output())
          .isBlank();
      assertThatItIsForgotten(installation);
      uninstall(installation, "kubernetes", flags).succeeded();
    }
  }

  @Test
  @Tag("behaviour-205")
  void oneThatNeverConnectsIsToldWithTheNextStep() {
    Requirements.docker();
    String image = Requirements.runnerImage();
    try (Installation installation = Installation.start(directory, DOCKER_HOST)) {
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
        uninstall(installation, "docker", flags).succeeded();
      }
      assertThat(containers()).isBlank();
    }
  }

  private Installation installation(String address, DevServer temporal, String image) {
    return Installation.start(
        directory, address, "-temporal-addr=" + temporal.address(), "-runner-image=" + image);
  }

  private void installAndUse(Installation installation, String platform, List<String> flags) {
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

    Path project = Project.counting(directory.resolve("counting"), "counting", 5, 0.1);
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

  private Program.Result uninstall(Installation installation, String platform, List<String> flags) {
    List<String> command =
        new ArrayList<>(List.of("runner", "uninstall", "-platform=" + platform, "-id=" + id));
    command.addAll(flags);
    return installation.cli(directory, command.toArray(String[]::new));
  }

  private void assertThatItIsForgotten(Installation installation) {
    assertThat(installation.cli(directory, "runner", "list").succeeded().output())
        .doesNotContain(id);
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
