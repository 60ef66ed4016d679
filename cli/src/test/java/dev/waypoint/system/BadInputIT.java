package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input: one clear message, exit code 1, nothing half-created, no stack trace. */
class BadInputIT {
  @TempDir Path directory;

  @Test
  void anUnknownFlagIsNamed() {
    refused(run(directory, "build", "-nosuch=1"), "nosuch");
  }

  @Test
  void aBrokenFileIsShownWithPositionAndCaret() {
    Path project =
        Project.write(directory.resolve("broken"), "project = \"x\"\n\napp \"web\" {\n  build {\n");
    Program.Result result = run(project, "build");
    refused(result, "waypoint.hcl:");
    assertThat(result.errors()).containsPattern("waypoint.hcl:\\d+[,:]\\d+").contains("^");
  }

  @Test
  void anUnreachableServerIsNamed() {
    int port = Installation.freePort();
    Map<String, String> environment = home();
    environment.put("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + port);
    environment.put("WAYPOINT_SERVER_TOKEN", "none");
    refused(Program.waypoint(directory, environment, "job", "list").result(), "127.0.0.1:" + port);
  }

  @Test
  void aServerRefusesWhatIsWrongAndSaysWhyAJobWaits() {
    try (Installation installation = Installation.start(directory, "127.0.0.1")) {
      refusesAnUnknownProfileAWrongTokenAndAnUnmatchedTarget(installation);
      saysThatTheRunnersOfAJobAreOfflineWhileItWaits(installation);
    }
  }

  private void refusesAnUnknownProfileAWrongTokenAndAnUnmatchedTarget(Installation installation) {
    Path project =
        Project.counting(
            directory.resolve("p"), "p", 1, 0, "runner { profile = \"nosuch-profile\" }");
    installation.cli(project, "init").succeeded();
    refused(installation.cli(project, "build", "-local=false"), "nosuch-profile");

    Path plain = Project.counting(directory.resolve("q"), "q", 1, 0);
    installation.cli(plain, "init").succeeded();
    refused(installation.cli(plain, "build", "-local=false"), "runner");

    Map<String, String> environment = new HashMap<>(installation.environment());
    environment.put("WAYPOINT_SERVER_TOKEN", "not-a-token");
    refused(Program.waypoint(plain, environment, "job", "list").result(), "token");

    String jobs = installation.cli(plain, "job", "list", "-json").succeeded().output();
    assertThat(jobs.strip()).isEqualTo("[]");
  }

  private void saysThatTheRunnersOfAJobAreOfflineWhileItWaits(Installation installation) {
    installation.adoptedRunner("sleepy", "env=dev").terminate();
    Path project = Project.counting(directory.resolve("r"), "r", 1, 0);
    installation.cli(project, "init").succeeded();

    Program build = installation.background(project, "build", "-local=false");

    build.awaitLine(line -> line.contains("sleepy") && line.contains("offline"));
    String inspected = installation.cli(project, "job", "list", "-json").succeeded().output();
    assertThat(inspected).contains("sleepy").contains("offline");
  }

  private Map<String, String> home() {
    return Installation.home(directory.resolve("home"));
  }

  private Program.Result run(Path workingDirectory, String... arguments) {
    return Program.waypoint(workingDirectory, home(), arguments).result();
  }

  private static void refused(Program.Result result, String named) {
    assertThat(result.exitCode()).as("exit code of\n%s", result).isEqualTo(1);
    assertThat(result.errors()).contains(named);
    assertThat(result.output() + result.errors())
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
  }
}
