package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A static runner that is installed on Nomad launches others there, by its job's own identity. */
class NomadInstallIT {
  @TempDir Path directory;

  @Test
  @Tag("behaviour-202")
  void anInstalledRunnerIsAdoptedLaunchesOthersAndIsRemovedAgain() {
    Requirements.docker();
    try (NomadPlatform nomad = new NomadPlatform(directory);
        DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(
                directory,
                nomad.serverAddress(),
                "-temporal-addr=" + temporal.address(),
                "-runner-image=" + nomad.image())) {
      installation.environment().put("NOMAD_ADDR", Requirements.nomad());
      installation.environment().put("NOMAD_TOKEN", Requirements.nomadToken());

      Program.Result installed =
          installation
              .cli(
                  directory,
                  "runner",
                  "install",
                  "-platform=nomad",
                  "-id=on-nomad",
                  "-server-addr=" + installation.address(),
                  "-server-tls-skip-verify",
                  "-odr-image=" + nomad.image(),
                  "-nomad-namespace=" + nomad.namespace(),
                  "-nomad-runner-image=" + nomad.image(),
                  "-nomad-runner-cpu=100")
              .succeeded();
      assertThat(installed.output()).contains("the runner on-nomad is adopted");
      assertThat(nomad.whatIsThere()).contains("waypoint-on-nomad-runner");

      Path project = Project.counting(directory.resolve("counting"), "counting", 10, 0.1);
      installation.cli(project, "init").succeeded();
      Program.Result build = installation.cli(project, "build", "-local=false").succeeded();
      assertThat(SurvivalIT.countedLines(build.output(), "line"))
          .isEqualTo(SurvivalIT.countTo("line", 10));
      assertThat(build.output()).contains("nomad-on-nomad");
      awaitNo(nomad, "waypoint-task-");

      installation
          .cli(
              directory,
              "runner",
              "uninstall",
              "-platform=nomad",
              "-id=on-nomad",
              "-nomad-namespace=" + nomad.namespace())
          .succeeded();
      awaitNo(nomad, "waypoint-");
      assertThat(installation.cli(directory, "runner", "list").output()).doesNotContain("on-nomad");
    }
  }

  private static void awaitNo(NomadPlatform nomad, String what) {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    String left = nomad.whatIsThere();
    while (left.contains(what)) {
      assertThat(Instant.now()).as("what is left: " + left).isBefore(end);
      Program.rest();
      left = nomad.whatIsThere();
    }
  }
}
