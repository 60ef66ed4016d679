package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a job when a process is killed in the middle of it. All tests have the same
 * server, and each has runners of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurvivalIT {
  private Path directory;
  private DevServer temporal;
  private Installation installation;

  @BeforeAll
  void install(@TempDir Path shared) {
    directory = shared;
    temporal = new DevServer(directory);
    installation =
        Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address());
  }

  @AfterAll
  void remove() {
    try (DevServer _ = temporal;
        Installation _ = installation) {
      // each of them is closed, the last first, whatever happens to the other
    }
  }

  @Test
  void aJobGoesOnWhenTheGatewayIsKilledAndItsFollowerMissesNothing() {
    try (Program _ = installation.adoptedRunner("one")) {
      Path project = initialised(Project.counting(directory.resolve("follow"), "follow", 60, 0.2));

      Program build = installation.background(project, "build", "-local=false");
      build.awaitLine(line -> line.contains("line 5"));
      installation.server().kill();
      installation.startServer();

      Program.Result result = build.result().succeeded();
      assertThat(countedLines(result.output(), "line")).isEqualTo(countTo("line", 60));
    }
  }

  @Test
  void aBuildRunsOnAnotherRunnerWhenItsRunnerIsKilled() {
    try (TwoRunners runners = TwoRunners.of(installation, "build")) {
      Path project = initialised(Project.counting(directory.resolve("over"), "over", 30, 0.2));

      Program build = installation.background(project, "build", "-local=false");
      TwoRunners.Chosen chosen = runners.chosenFor(build);
      build.awaitLine(line -> line.contains("line 5"));
      Instant killed = Instant.now();
      chosen.runner().kill();

      build.awaitLine(line -> line.contains(chosen.other()), Duration.ofSeconds(30));
      assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(30));
      Program.Result result = build.result().succeeded();
      assertThat(result.output()).contains("line 30");
    }
  }

  @Test
  void aDeploymentWhoseRunnerIsKilledEndsWithAnErrorThatSaysSo() {
    try (Program runner = installation.adoptedRunner("only")) {
      Path project = initialised(Project.counting(directory.resolve("alone"), "alone", 30, 0.2));
      installation.cli(project, "build", "-local=false").succeeded();

      Program deploy = installation.background(project, "deploy", "-local=false", "-release=false");
      deploy.awaitLine(line -> line.contains("deploy 5"));
      runner.kill();

      Program.Result result = deploy.result(Duration.ofSeconds(30));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.output() + result.errors()).containsIgnoringCase("lost");
    }
  }

  @Test
  void aDeploymentThatMayBeRepeatedGoesOnElsewhereWhenItsRunnerIsKilled() {
    try (TwoRunners runners = TwoRunners.of(installation, "deploy")) {
      Path project =
          initialised(Project.deployingAgain(directory.resolve("again"), "again", 30, 0.2));
      installation.cli(project, "build", "-local=false").succeeded();

      Program deploy = installation.background(project, "deploy", "-local=false", "-release=false");
      TwoRunners.Chosen chosen = runners.chosenFor(deploy);
      deploy.awaitLine(line -> line.contains("deploy 5"));
      chosen.runner().kill();

      String output = deploy.result().succeeded().output();
      assertThat(output).contains("deploy 30");
      assertThat(deploymentIds(output)).hasSize(2);
      assertThat(Set.copyOf(deploymentIds(output))).hasSize(1);
      assertThat(installation.cli(project, "deployment", "list").succeeded().output())
          .contains("v1")
          .doesNotContain("v2");
    }
  }

  private Path initialised(Path project) {
    installation.cli(project, "init").succeeded();
    return project;
  }

  private static List<String> deploymentIds(String output) {
    return output.lines().map(String::strip).filter(l -> l.startsWith("deployment id ")).toList();
  }

  static List<String> countTo(String word, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(i -> word + " " + i).toList();
  }

  static List<String> countedLines(String output, String word) {
    return output.lines().map(String::strip).filter(l -> l.matches(word + " \\d+")).toList();
  }
}
