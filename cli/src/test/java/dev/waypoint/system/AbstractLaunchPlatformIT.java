package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an on-demand runner of every platform does, with a real server, a real runner that launches,
 * and a real Temporal server, which all tests of a platform share. A subclass names the platform.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractLaunchPlatformIT {
  private static final Duration TO_CLEAN_UP = Duration.ofSeconds(30);

  private Path directory;
  private LaunchPlatform platform;
  private DevServer temporal;
  private Installation installation;

  /** Skips the tests where the platform is not there. */
  abstract LaunchPlatform platform(Path directory);

  @BeforeAll
  void install(@TempDir Path shared) throws IOException {
    directory = shared;
    platform = platform(directory);
    temporal = new DevServer(directory);
    installation =
        Installation.start(
            directory,
            platform.serverAddress(),
            "-temporal-addr=" + temporal.address(),
            "-runner-image=" + platform.image());
    prepare();
  }

  @AfterAll
  void remove() {
    try (LaunchPlatform _ = platform;
        DevServer _ = temporal;
        Installation _ = installation) {
      // each of them is closed, the last first, whatever happens to the others
    }
  }

  @Test
  void aBuildRunsInAFreshContainerWhoseOutputIsSeenLiveAndNothingIsLeft() {
    Path project = project("first", 30, 0.2);

    Program build = installation.background(project, "build", "-local=false");
    build.awaitLine(line -> line.strip().equals("line 1"));
    assertThat(build.alive()).as("the output is seen while the build runs").isTrue();
    assertThat(platform.whatIsThere()).contains("waypoint-task-");
    Program.Result result = build.result().succeeded();

    assertThat(SurvivalIT.countedLines(result.output(), "line"))
        .isEqualTo(SurvivalIT.countTo("line", 30));
    assertThat(result.output()).contains("here");
    assertThat(job(project)).contains("\"state\":\"SUCCESS\"");
    awaitNothing();
  }

  @Test
  void aKilledContainerIsNoticedAtOnceAndTheJobRunsInAFreshOne() {
    Path project = project("second", 40, 0.2);

    Program build = installation.background(project, "build", "-local=false");
    build.awaitLine(line -> line.strip().equals("line 5"));
    Instant killed = Instant.now();
    platform.killTheContainer();

    build.awaitLine(line -> line.contains("attempt 2"));
    assertThat(Duration.between(killed, Instant.now())).isLessThan(platform.toNotice());
    Program.Result result = build.result().succeeded();
    assertThat(result.output()).contains("line 40");
    assertThat(attempt(job(project))).isEqualTo(2);
    awaitNothing();
  }

  private void prepare() throws IOException {
    installation.adoptedRunner("launcher", platform.runnerEnvironment());
    Path config = directory.resolve("launcher.hcl");
    Files.writeString(config, platform.pluginConfig());
    installation
        .cli(
            directory,
            "runner",
            "profile",
            "set",
            "-name=here",
            "-default",
            "-plugin-type=" + platform.pluginType(),
            "-plugin-config=" + config,
            "-target-runner-id=launcher")
        .succeeded();
  }

  private Path project(String folder, int lines, double pause) {
    Path project = Project.counting(directory.resolve(folder), platform.project(), lines, pause);
    installation.cli(project, "init").succeeded();
    return project;
  }

  private String job(Path project) {
    String list =
        installation.cli(project, "job", "list", "-json", "-limit=1").succeeded().output();
    String id = list.replaceAll("(?s).*?\"id\":\\s*\"([^\"]+)\".*", "$1");
    return installation
        .cli(project, "job", "inspect", "-json", id)
        .succeeded()
        .output()
        .replaceAll("\\s", "");
  }

  private static int attempt(String job) {
    Matcher matcher = Pattern.compile("\"attempt\":(\\d+)").matcher(job);
    assertThat(matcher.find()).as(job).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private void awaitNothing() {
    Instant end = Instant.now().plus(TO_CLEAN_UP);
    String left = platform.whatIsThere();
    while (!left.isBlank()) {
      assertThat(Instant.now()).as("what is left: " + left).isBefore(end);
      Program.rest();
      left = platform.whatIsThere();
    }
  }
}
