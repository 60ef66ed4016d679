package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are installed on real platforms, work, are upgraded, and removed again. */
class ServerInstallIT {
  private static final String RUNNER = "waypoint-static-runner";

  /** Twice as long as what is installed may take to answer, for server and runner. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name = "waypoint-test-" + UUID.randomUUID().toString().substring(0, 8);

  private final String newer = "waypoint-test/newer:" + name;

  @TempDir private Path directory;
  private String image;
  private Map<String, String> home;
  private List<String> place = List.of();

  @BeforeEach
  void start() throws Exception {
    image = Requirements.runnerImage();
    home = Installation.home(Files.createDirectories(directory.resolve("home")));
  }

  @AfterEach
  void removeWhatIsLeft() {
    if (place.isEmpty()) {
      return;
    }
    waypoint("server uninstall -auto-approve -snapshot=false", place).succeeded();
    if (!docker("images", "-q", newer).isBlank()) {
      docker("rmi", newer);
    }
  }

  @Test
  @Tag("behaviour-202")
  void onDockerFromInstallingToUninstallingWithAnUpgradeAndAJobBetweenThem() {
    Requirements.docker();
    assertThat(containers(RUNNER)).as("of an installation on this machine").isBlank();
    place = List.of("-platform=docker", "-docker-server-name=" + name);
    Program.Result installed = waypoint("install -accept-tos -context-create=here", install(image));
    assertThat(installed.succeeded().output()).contains("here", name + ":9701", "Temporal UI");
    assertThat(waypoint("runner inspect static").succeeded().output())
        .containsIgnoringCase("adopted");
    assertThat(profile()).contains("\"default\":true", image);
    String first = docker("inspect", "--format", "{{.Id}}", name);

    waypoint("server install -accept-tos -runner=false", install(image)).succeeded();
    assertThat(docker("inspect", "--format", "{{.Id}}", name)).isEqualTo(first);
    assertThat(waypoint("context list").output()).contains("here").doesNotContain("install-");

    upgrade(first);
    Path project = Project.counting(directory.resolve("counting"), "counting", 3, 0.1);
    run(project, "init").succeeded();
    assertThat(run(project, "build", "-local=false").succeeded().output())
        .contains("docker-bootstrap-profile");

    Program.Result refused = waypoint("server uninstall", place);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("-auto-approve");
    waypoint("server uninstall -auto-approve -snapshot-name=last.gz", place).succeeded();
    assertThat(directory.resolve("last.gz")).isNotEmptyFile();
    assertThat(containers(name) + containers(RUNNER)).isBlank();
    assertThat(docker("volume", "ls", "-q", "--filter", "name=" + name)).isBlank();
    assertThat(waypoint("context list").output()).doesNotContain("here");
  }

  @Test
  @Tag("behaviour-202")
  void onKubernetesItIsReachedHasItsRunnerAndLeavesNothing() {
    try (KubernetesPlatform platform = new KubernetesPlatform(directory)) {
      List<String> cluster =
          List.of(
              "-platform=kubernetes",
              "-k8s-config-path=" + platform.kubeconfigFile(),
              "-k8s-namespace=" + platform.namespace());
      List<String> flags = new ArrayList<>(cluster);
      flags.addAll(
          List.of(
              "-k8s-server-image=" + image,
              "-k8s-runner-image=" + image,
              "-k8s-image-pull-policy=IfNotPresent",
              "-k8s-service-type=Headless",
              "-k8s-storage=false",
              "-timeout=2m"));
      waypoint("install -accept-tos -context-create=there", flags).succeeded();
      assertThat(waypoint("runner inspect static").succeeded().output())
          .containsIgnoringCase("adopted");
      assertThat(waypoint("runner profile list").succeeded().output())
          .contains("kubernetes-bootstrap-profile");

      waypoint("server uninstall -auto-approve", cluster).succeeded();
      String left =
          platform
              .kubectl(
                  "get",
                  "statefulsets,deployments,services,secrets,roles,persistentvolumeclaims",
                  "-o",
                  "name")
              .succeeded()
              .output();
      assertThat(left).isBlank();
      assertThat(waypoint("context list").output()).doesNotContain("there");
    }
  }

  private void upgrade(String first) {
    docker("tag", image, newer);
    waypoint(
            "server upgrade -auto-approve -snapshot-name=before.gz",
            List.of(
                "-docker-server-name=" + name,
                "-docker-server-image=" + newer,
                "-docker-runner-image=" + newer))
        .succeeded();
    assertThat(directory.resolve("before.gz")).isNotEmptyFile();
    assertThat(docker("inspect", "--format", "{{.Config.Image}}", name)).isEqualTo(newer);
    assertThat(docker("inspect", "--format", "{{.Config.Image}}", RUNNER)).isEqualTo(newer);
    assertThat(docker("inspect", "--format", "{{.Id}}", name)).isNotEqualTo(first);
    assertThat(profile()).contains(newer);
  }

  private String profile() {
    return waypoint("runner profile inspect -json docker-bootstrap-profile")
        .succeeded()
        .output()
        .replaceAll("\\s", "");
  }

  private List<String> install(String of) {
    List<String> flags = new ArrayList<>(place);
    flags.add("-docker-server-image=" + of);
    flags.add("-docker-runner-image=" + of);
    flags.add("-docker-grpc-port=" + Installation.freePort());
    flags.add("-docker-http-port=" + Installation.freePort());
    flags.add("-timeout=2m");
    return flags;
  }

  private Program.Result waypoint(String words) {
    return waypoint(words, List.of());
  }

  private Program.Result waypoint(String words, List<String> flags) {
    List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
    all.addAll(flags);
    return run(directory, all.toArray(String[]::new));
  }

  private Program.Result run(Path where, String... words) {
    return Program.waypoint(where, home, words).result(PATIENCE);
  }

  private String containers(String called) {
    return docker("ps", "-aq", "--filter", "name=^/" + called + "$");
  }

  private String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(Arrays.asList(arguments));
    return Program.command(directory, Map.of(), command.toArray(String[]::new))
        .result()
        .succeeded()
        .output()
        .strip();
  }
}
