package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that is built by an on-demand runner which has neither Docker nor any privilege. */
class ImageBuildIT {
  private static final String BRIDGE = "172.17.0.1";

  private final String name = "docker-hello-" + Installation.freePort();

  @TempDir Path directory;

  @Test
  @Tag("behaviour-8")
  void anOnDemandRunnerWithoutSocketAndPrivilegeBuildsAndPushesADockerfile() throws Exception {
    Requirements.docker();
    String registry = Requirements.registry();
    String base = registry + "/waypoint-test/base:1";
    docker("tag", Requirements.smallImage(), base).succeeded();
    docker("push", "-q", base).succeeded();
    String image = "/waypoint-test/built:" + Installation.freePort();
    try (DevServer temporal = new DevServer(directory);
        Installation installation =
            Installation.start(
                directory,
                BRIDGE,
                "-temporal-addr=" + temporal.address(),
                "-runner-image=" + Requirements.imageBuildingRunnerImage())) {
      installation.adoptedRunner("static");
      Path config =
          Files.writeString(directory.resolve("launcher.hcl"), "debug_containers = true\n");
      installation
          .cli(
              directory,
              "runner",
              "profile",
              "set",
              "-name=images",
              "-plugin-type=docker",
              "-plugin-config=" + config,
              "-default")
          .succeeded();
      Path project = project(image);
      installation.cli(project, "init").succeeded();

      Program.Result build = installation.cli(project, "build", "-local=false").succeeded();

      assertThat(build.output())
          .contains("kaniko builds the image in this container, without privileges")
          .contains("COPY site /site")
          .contains("Pushed " + Requirements.registryForContainers() + image);
      assertThatItsContainerHadNoRights();
      assertThatThePageIsIn(registry + image);
    } finally {
      docker("image", "rm", "-f", base);
    }
  }

  private void assertThatItsContainerHadNoRights() {
    String container =
        docker("ps", "-aq", "--filter", "label=waypoint.dev/project=" + name).output().strip();
    assertThat(container).isNotEmpty().doesNotContain("\n");
    Program.Result rights =
        docker(
            "inspect",
            "-f",
            "{{.HostConfig.Privileged}} {{.HostConfig.CapAdd}} {{.HostConfig.SecurityOpt}}"
                + " {{.Mounts}}",
            container);
    docker("rm", "-f", container);
    assertThat(rights.output().strip()).isEqualTo("false [] [no-new-privileges] []");
  }

  private void assertThatThePageIsIn(String image) {
    try {
      assertThat(docker("run", "--rm", image, "cat", "/site/index.html").succeeded().output())
          .contains("Hello from a container");
      assertThat(docker("image", "inspect", "-f", "{{.Config.StopSignal}}", image).output().strip())
          .isEqualTo("SIGKILL");
    } finally {
      docker("image", "rm", "-f", image);
    }
  }

  private Path project(String image) throws IOException {
    Path example = Requirements.checkout().resolve("examples/docker-hello");
    Path project = directory.resolve("project");
    Files.createDirectories(project.resolve("site"));
    for (String file : new String[] {"Dockerfile", "site/index.html"}) {
      Files.copy(example.resolve(file), project.resolve(file));
    }
    String registry = Requirements.registryForContainers();
    return Project.write(
        project,
        """
        project = "%s"

        app "docker-hello" {
          build {
            use "docker" {
              build_args          = { BASE = "%s/waypoint-test/base:1" }
              insecure_registries = ["%s"]
            }
            registry {
              use "docker" {
                image    = "%s"
                tag      = "%s"
                insecure = true
              }
            }
          }
          deploy {
            use "docker" {
              service_port = 8080
            }
          }
        }
        """
            .formatted(
                name,
                registry,
                registry,
                registry + image.substring(0, image.indexOf(':')),
                image.substring(image.indexOf(':') + 1)));
  }

  private Program.Result docker(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.command(directory, Map.of(), command).result();
  }
}
