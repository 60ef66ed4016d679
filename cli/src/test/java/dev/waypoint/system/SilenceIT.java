package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a job when its runner is stopped in the middle of it, without an end. */
class SilenceIT {
  @TempDir Path directory;

  @Test
  @Tag("behaviour-23")
  @Tag("behaviour-93")
  void aBuildGoesOnElsewhereWhenItsRunnerFallsSilentWhoseResultIsRefusedWhenItIsBack() {
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      TwoRunners runners = TwoRunners.of(installation);
      Path project = Project.counting(directory.resolve("counting"), "counting", 50, 0.2);
      installation.cli(project, "init").succeeded();

      Program build = installation.background(project, "build", "-local=false");
      TwoRunners.Chosen silent = runners.chosenFor(build);
      build.awaitLine(line -> line.contains("line 5"));
      silent.runner().freeze();
      try {
        build.awaitLine(line -> line.contains(silent.other()), Duration.ofSeconds(60));
        awaitOnline(installation, silent.id(), "no");
      } finally {
        // Its build has gone on by itself and tells its end now, while the other one runs.
        silent.runner().thaw();
      }
      List<String> lines = SurvivalIT.countedLines(build.result().succeeded().output(), "line");
      List<String> ofTheSilent = lines.subList(0, lines.size() - 50);
      assertThat(lines.subList(lines.size() - 50, lines.size()))
          .isEqualTo(SurvivalIT.countTo("line", 50));
      assertThat(ofTheSilent).isEqualTo(SurvivalIT.countTo("line", ofTheSilent.size()));
      String listed = installation.cli(project, "job", "list", "-json").succeeded().output();
      assertThat(listed).containsPattern("\"assignedRunner\":\\s*\"" + silent.other() + "\"");
      awaitOnline(installation, silent.id(), "yes");
      assertThat(silent.runner().alive()).isTrue();
    }
  }

  @Test
  @Tag("behaviour-93")
  void aDeploymentWhoseRunnerFallsSilentEndsWithAnErrorThatSaysSo() {
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address())) {
      Program runner = installation.adoptedRunner("only");
      Path project = Project.counting(directory.resolve("counting"), "counting", 30, 0.2);
      installation.cli(project, "init").succeeded();
      installation.cli(project, "build", "-local=false").succeeded();

      Program deploy = installation.background(project, "deploy", "-local=false", "-release=false");
      deploy.awaitLine(line -> line.contains("deploy 5"));
      runner.freeze();
      try {
        Program.Result result = deploy.result(Duration.ofSeconds(90));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output() + result.errors()).contains("only").containsIgnoringCase("lost");
      } finally {
        runner.thaw();
      }
      awaitOnline(installation, "only", "yes");
      assertThat(installation.cli(project, "job", "list").succeeded().output())
          .containsPattern("Deploy\tError");
    }
  }

  /** Until the list says so of a runner. */
  private static void awaitOnline(Installation installation, String id, String online) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      String list =
          installation.cli(Path.of("").toAbsolutePath(), "runner", "list").succeeded().output();
      if (list.lines()
          .map(line -> line.split("\t"))
          .anyMatch(row -> row[0].equals(id) && row[4].equals(online))) {
        return;
      }
      assertThat(System.nanoTime()).as(list).isLessThan(end);
      Program.rest();
    }
  }
}
