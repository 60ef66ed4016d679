package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a job when its runner is stopped in the middle of it, without an end. Both tests
 * have the same server and the same two runners.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilenceIT {
  private Path directory;
  private DevServer temporal;
  private Installation installation;
  private TwoRunners runners;

  @BeforeAll
  void install(@TempDir Path shared) {
    directory = shared;
    temporal = new DevServer(directory);
    installation =
        Installation.start(directory, "127.0.0.1", "-temporal-addr=" + temporal.address());
    runners = TwoRunners.of(installation, "silent");
  }

  @AfterAll
  void remove() {
    try (DevServer _ = temporal;
        Installation _ = installation) {
      // each of them is closed, the last first, whatever happens to the other
    }
  }

  @Test
  @Tag("behaviour-23")
  @Tag("behaviour-93")
  void aBuildGoesOnElsewhereWhenItsRunnerFallsSilentWhoseResultIsRefusedWhenItIsBack() {
    Path project = project("build", 50);

    Program build = installation.background(project, "build", "-local=false");
    TwoRunners.Chosen silent = runners.chosenFor(build);
    build.awaitLine(line -> line.contains("line 5"));
    silent.runner().freeze();
    try {
      build.awaitLine(line -> line.contains(silent.other()), Duration.ofSeconds(60));
      awaitOnline(silent.id(), "no");
    } finally {
      // Its build has gone on by itself and tells its end now, while the other one runs.
      silent.runner().thaw();
    }
    List<String> lines = SurvivalIT.countedLines(build.result().succeeded().output(), "line");
    List<String> ofTheSilent = lines.subList(0, lines.size() - 50);
    assertThat(lines.subList(lines.size() - 50, lines.size()))
        .isEqualTo(SurvivalIT.countTo("line", 50));
    assertThat(ofTheSilent).isEqualTo(SurvivalIT.countTo("line", ofTheSilent.size()));
    String listed =
        installation.cli(project, "job", "list", "-json", "-limit=1").succeeded().output();
    assertThat(listed).containsPattern("\"assignedRunner\":\\s*\"" + silent.other() + "\"");
    awaitOnline(silent.id(), "yes");
    assertThat(silent.runner().alive()).isTrue();
  }

  @Test
  @Tag("behaviour-93")
  void aDeploymentWhoseRunnerFallsSilentEndsWithAnErrorThatSaysSo() {
    Path project = project("deploy", 30);
    installation.cli(project, "build", "-local=false").succeeded();

    Program deploy = installation.background(project, "deploy", "-local=false", "-release=false");
    TwoRunners.Chosen silent = runners.chosenFor(deploy);
    deploy.awaitLine(line -> line.contains("deploy 5"));
    silent.runner().freeze();
    try {
      Program.Result result = deploy.result(Duration.ofSeconds(90));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.output() + result.errors())
          .contains(silent.id())
          .containsIgnoringCase("lost");
    } finally {
      silent.runner().thaw();
    }
    awaitOnline(silent.id(), "yes");
    assertThat(installation.cli(project, "job", "list").succeeded().output())
        .containsPattern("Deploy\tError");
  }

  private Path project(String name, int lines) {
    Path project = Project.counting(directory.resolve(name), name, lines, 0.2);
    installation.cli(project, "init").succeeded();
    return project;
  }

  /** Until the list says so of a runner. */
  private void awaitOnline(String id, String online) {
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
      Program.longRest();
    }
  }
}
