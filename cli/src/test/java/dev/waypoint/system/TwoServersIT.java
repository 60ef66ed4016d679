package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two servers is killed while jobs run, then comes back, and the other one is killed. */
class TwoServersIT {
  private static final int LINES = 60;

  @TempDir Path directory;

  @Test
  @Tag("behaviour-10")
  @Tag("behaviour-114")
  @Tag("behaviour-119")
  void everyJobEndsOnceWithItsWholeOutputWhicheverServerDies() throws Exception {
    try (DevServer temporal = new DevServer(directory);
        TwoServers servers = new TwoServers(directory, temporal.address())) {
      String forth = servers.address(0) + "," + servers.address(1);
      String back = servers.address(1) + "," + servers.address(0);
      Program one = servers.adoptedRunner("one", forth);
      Program two = servers.adoptedRunner("two", back);
      Path project = Project.counting(directory.resolve("project"), "counting", LINES, 0.25);
      servers.cli(project, "init").succeeded();

      prepare(servers, project);
      for (int dying = 0; dying < 2; dying++) {
        List<Program> jobs = new ArrayList<>();
        for (String addresses : List.of(forth, back)) {
          for (String operation : List.of("build", "deploy")) {
            String workspace = operation + dying + jobs.size();
            List<String> command = new ArrayList<>(List.of(operation, "-w=" + workspace));
            command.add("-local=false");
            if (operation.equals("deploy")) {
              command.add("-release=false");
            }
            jobs.add(
                servers.background(
                    project,
                    Map.of("WAYPOINT_SERVER_ADDR", addresses),
                    command.toArray(String[]::new)));
          }
        }
        for (Program job : jobs) {
          job.awaitLine(line -> line.strip().matches("(line|deploy) 3"));
        }
        servers.kill(dying);
        for (Program job : jobs) {
          String output = job.result().succeeded().output();
          assertThat(output.lines().map(String::strip).filter(l -> l.matches("\\w+ \\d+")).toList())
              .isEqualTo(
                  SurvivalIT.countTo(output.contains("deploy 1") ? "deploy" : "line", LINES));
        }
        assertThat(one.alive()).isTrue();
        assertThat(two.alive()).isTrue();
        servers.start(dying);
      }

      String listed = servers.cli(project, "job", "list").succeeded().output();
      assertThat(listed.lines().filter(line -> line.contains("\tSuccess\t"))).hasSize(12);
      assertThat(listed.lines().filter(line -> line.contains("\tError\t"))).isEmpty();
    }
  }

  /** What is deployed in each workspace, all of it built at once. */
  private static void prepare(TwoServers servers, Path project) {
    Stream.of("deploy01", "deploy03", "deploy11", "deploy13")
        .map(workspace -> servers.background(project, "build", "-local", "-w=" + workspace))
        .toList()
        .forEach(build -> build.result().succeeded());
  }
}
