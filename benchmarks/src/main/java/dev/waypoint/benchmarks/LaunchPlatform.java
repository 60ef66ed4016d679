package dev.waypoint.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A platform on which on-demand runners are launched; its name is its plugin's. */
enum LaunchPlatform {
  DOCKER("docker", "WAYPOINT_TEST_DOCKER") {
    @Override
    String host() {
      return DOCKER_BRIDGE;
    }

    @Override
    String pluginConfig() {
      return "";
    }

    @Override
    Bare bare(String image) {
      return () -> run("docker", "run", "--rm", "--entrypoint", "/bin/true", image);
    }
  },
  KUBERNETES(
      "kubernetes",
      "WAYPOINT_TEST_KUBERNETES",
      "WAYPOINT_TEST_KUBERNETES_HOST",
      "WAYPOINT_TEST_KUBECTL") {
    @Override
    String host() {
      return variable("WAYPOINT_TEST_KUBERNETES_HOST");
    }

    @Override
    String pluginConfig() {
      return "kubeconfig = \"%s\"\n".formatted(variable("WAYPOINT_TEST_KUBERNETES"));
    }

    @Override
    Bare bare(String image) {
      String[] command = {
        variable("WAYPOINT_TEST_KUBECTL"),
        "--kubeconfig=" + variable("WAYPOINT_TEST_KUBERNETES"),
        "run",
        "waypoint-bare",
        "--image=" + image,
        "--image-pull-policy=IfNotPresent",
        "--restart=Never",
        "--attach",
        "--rm",
        "--quiet",
        "--command",
        "--",
        "/bin/true"
      };
      return () -> run(command);
    }
  },
  NOMAD("nomad", "WAYPOINT_TEST_NOMAD", "WAYPOINT_TEST_NOMAD_TOKEN") {
    @Override
    String host() {
      return DOCKER_BRIDGE;
    }

    @Override
    String pluginConfig() {
      return """
      nomad_host       = "%s"
      token            = "%s"
      resources_memory = 600
      resources_cpu    = 100
      """
          .formatted(variable("WAYPOINT_TEST_NOMAD"), variable("WAYPOINT_TEST_NOMAD_TOKEN"));
    }

    @Override
    Bare bare(String image) {
      return new BareNomad(
          variable("WAYPOINT_TEST_NOMAD"), variable("WAYPOINT_TEST_NOMAD_TOKEN"), image);
    }
  },
  AWS_ECS("aws-ecs", "WAYPOINT_TEST_ECS") {
    @Override
    String host() {
      return DOCKER_BRIDGE;
    }

    @Override
    String pluginConfig() {
      return """
      endpoint            = "%s"
      region              = "%s"
      cluster             = "%s"
      execution_role_name = "arn:aws:iam::000000000000:role/waypoint-benchmark"
      subnets             = "subnet-00000001"
      security_group_id   = "sg-00000001"
      create_log_group    = true
      """
          .formatted(variable("WAYPOINT_TEST_ECS"), BareEcs.REGION, BareEcs.CLUSTER);
    }

    /** The emulator takes anybody. */
    @Override
    Bare bare(String image) throws Exception {
      System.setProperty("aws.accessKeyId", "test");
      System.setProperty("aws.secretAccessKey", "test");
      return new BareEcs(variable("WAYPOINT_TEST_ECS"), image);
    }
  };

  private static final String DOCKER_BRIDGE = "172.17.0.1";

  private final String pluginType;
  private final List<String> needed;

  LaunchPlatform(String pluginType, String... needed) {
    this.pluginType = pluginType;
    this.needed = List.of(needed);
  }

  /** Those that the environment names. */
  static List<LaunchPlatform> available() {
    return Arrays.stream(values())
        .filter(platform -> platform.needed.stream().noneMatch(name -> variable(name).isBlank()))
        .toList();
  }

  /**
   * @throws IllegalArgumentException names those that there are
   */
  static LaunchPlatform named(String name) {
    return Arrays.stream(values())
        .filter(platform -> platform.pluginType.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no platform '%s', only %s"
                        .formatted(name, Arrays.stream(values()).map(p -> p.pluginType).toList())));
  }

  String pluginType() {
    return pluginType;
  }

  /** The address of this machine by which the platform's containers reach the server. */
  abstract String host();

  /** Of its profiles, in HCL. */
  abstract String pluginConfig();

  /** The platform's own share. */
  abstract Bare bare(String image) throws Exception;

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }
}
