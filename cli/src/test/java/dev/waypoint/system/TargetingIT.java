package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runner targeting with real containers, on a real Temporal server. */
class TargetingIT {
  private static final String BRIDGE = "172.17.0.1";

  private final String name = "seed-" + Installation.freePort();
  private final String ofOurs = "label=waypoint.dev/project=" + name;

  @TempDir Path directory;

  @Test
  @Tag("behaviour-51")
  @Tag("behaviour-56")
  @Tag("behaviour-57")
  @Tag("behaviour-121")
  @Tag("behaviour-122")
  void aProfileChosenByWorkspaceAndVariableLaunchesAContainerThatRunsTheJobAndGoes() {
    Requirements.docker();
    String image = Requirements.runnerImage();
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(
                directory,
                BRIDGE,
                "-temporal-addr=" + temporal.address(),
                "-runner-image=" + image)) {
      prepare(installation);
      Path project = seedProject();
      installation.cli(project, "init").succeeded();

      Program.Result build =
          installation
              .cli(project, "build", "-w=dev", "-var=org=hashicorp", "-local=false")
              .succeeded();

      assertThat(SurvivalIT.countedLines(build.output(), "line"))
          .isEqualTo(SurvivalIT.countTo("line", 10));
      assertThat(build.output()).contains("docker-hashicorp-dev");
      awaitNoContainer();
      String id = jobId(installation, project);
      String list = temporal.client("workflow", "list", "-o", "json").succeeded().output();
      assertThat(list).contains("job/" + id).contains("WaypointProject");
      String history =
          temporal.client("workflow", "show", "-w", "job/" + id, "-o", "json").succeeded().output();
      assertThat(history).contains("StartTask").contains("RunJob").contains("StopTask");
    }
  }

  private void prepare(Installation installation) {
    installation.adoptedRunner("test", "org=hashicorp", "env=dev");
    installation
        .cli(
            directory,
            "runner",
            "profile",
            "set",
            "-name=docker-hashicorp-dev",
            "-plugin-type=docker",
            "-target-runner-label=org=hashicorp",
            "-target-runner-label=env=dev")
        .succeeded();
  }

  private Path seedProject() {
    Path project =
        Project.counting(
            directory.resolve("seed"),
            name,
            10,
            0.1,
            "runner { profile = \"docker-${var.org}-${workspace.name}\" }");
    try {
      Files.writeString(
          project.resolve("waypoint.hcl"),
          "\nvariable \"org\" {\n  type = string\n}\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return project;
  }

  private static String jobId(Installation installation, Path project) {
    String json =
        installation.cli(project, "job", "list", "-json", "-limit=1").succeeded().output();
    return json.replaceAll("(?s).*?\"id\":\\s*\"([^\"]+)\".*", "$1");
  }

  private Program.Result docker(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.command(directory, Map.of(), command).result();
  }

  private void awaitNoContainer() {
    Instant end = Instant.now().plusSeconds(20);
    while (!docker("ps", "-aq", "--filter", ofOurs).output().isBlank()) {
      assertThat(Instant.now()).as("a container is left").isBefore(end);
      Program.rest();
    }
  }
}
