package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two environments of one application on two platforms: the workspace alone says where. */
class WorkspacesIT {
  @TempDir Path directory;

  @Test
  void stagingRunsOnNomadAndProductionOnKubernetes() throws Exception {
    Requirements.docker();
    try (KubernetesPlatform kubernetes = new KubernetesPlatform(directory);
        NomadPlatform nomad = new NomadPlatform(directory);
        DevServer temporal = new DevServer(directory);
        Installation installation =
            // Everything of this machine: the two platforms see it under different addresses.
            Installation.start(directory, "0.0.0.0", "-temporal-addr=" + temporal.address())) {
      for (LaunchPlatform platform : List.of(nomad, kubernetes)) {
        String name = platform.pluginType();
        installation.adoptedRunner("next-to-" + name, platform.runnerEnvironment());
        Path config = directory.resolve(name + ".hcl");
        Files.writeString(config, platform.pluginConfig());
        installation
            .cli(
                directory,
                "runner",
                "profile",
                "set",
                "-name=shop-" + (name.equals("nomad") ? "staging" : "production"),
                "-plugin-type=" + name,
                "-plugin-config=" + config,
                "-oci-url=" + platform.image(),
                "-env-var=WAYPOINT_SERVER_ADDR=%s:%s"
                    .formatted(
                        platform.serverAddress(), installation.address().replaceAll(".*:", "")),
                "-target-runner-id=next-to-" + name)
            .succeeded();
      }
      Path project =
          Project.counting(
              directory.resolve("shop"),
              "shop",
              15,
              0.2,
              "runner { profile = \"shop-${workspace.name}\" }");
      installation.cli(project, "init").succeeded();

      runsOn(installation, project, "staging", nomad, kubernetes);
      runsOn(installation, project, "production", kubernetes, nomad);
    }
  }

  private static void runsOn(
      Installation installation,
      Path project,
      String workspace,
      LaunchPlatform there,
      LaunchPlatform notThere) {
    Program build =
        installation.background(project, "build", "-local=false", "-workspace=" + workspace);
    build.awaitLine(line -> line.strip().equals("line 1"));
    assertThat(there.whatIsThere()).contains("waypoint-task-");
    assertThat(notThere.whatIsThere()).doesNotContain("waypoint-task-");
    Program.Result result = build.result().succeeded();
    assertThat(SurvivalIT.countedLines(result.output(), "line"))
        .isEqualTo(SurvivalIT.countTo("line", 15));
  }
}
