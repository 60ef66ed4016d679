package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a job when a process is killed in the middle of it. */
class SurvivalIT {
  @TempDir Path directory;

  @Test
  void aJobGoesOnWhenTheGatewayIsKilledAndItsFollowerMissesNothing() {
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      installation.adoptedRunner("one");
      Path project = Project.counting(directory.resolve("counting"), "counting", 60, 0.2);
      installation.cli(project, "init").succeeded();

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
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      TwoRunners runners = TwoRunners.of(installation);
      Path project = Project.counting(directory.resolve("counting"), "counting", 30, 0.2);
      installation.cli(project, "init").succeeded();

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
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      Program runner = installation.adoptedRunner("only");
      Path project = Project.counting(directory.resolve("counting"), "counting", 30, 0.2);
      installation.cli(project, "init").succeeded();
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
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      TwoRunners runners = TwoRunners.of(installation);
      Path project = Project.deployingAgain(directory.resolve("again"), "again", 30, 0.2);
      installation.cli(project, "init").succeeded();
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
