package dev.waypoint.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A platform on which on-demand runners are launched.
 *
 * @param name for people
 * @param pluginType of its profiles
 * @param host the address of this machine by which its containers reach the server
 * @param pluginConfig HCL
 * @param bare runs {@code /bin/true} in the image in place of the runner, by the platform's own
 *     command, and waits for its end
 */
record LaunchPlatform(
    String name, String pluginType, String host, String pluginConfig, Workload bare) {
  private static final String DOCKER_BRIDGE = "172.17.0.1";

  /** Those that the environment names. */
  static List<LaunchPlatform> available(String image) {
    return Stream.of(docker(image), kubernetes(image)).flatMap(Optional::stream).toList();
  }

  private static Optional<LaunchPlatform> docker(String image) {
    Workload bare = () -> run("docker", "run", "--rm", "--entrypoint", "/bin/true", image);
    return variable("WAYPOINT_TEST_DOCKER")
        .map(_ -> new LaunchPlatform("Docker", "docker", DOCKER_BRIDGE, "", bare));
  }

  private static Optional<LaunchPlatform> kubernetes(String image) {
    Optional<String> kubeconfig = variable("WAYPOINT_TEST_KUBERNETES");
    Optional<String> host = variable("WAYPOINT_TEST_KUBERNETES_HOST");
    Optional<String> kubectl = variable("WAYPOINT_TEST_KUBECTL");
    if (kubeconfig.isEmpty() || host.isEmpty() || kubectl.isEmpty()) {
      return Optional.empty();
    }
    Workload bare =
        () ->
            run(
                kubectl.get(),
                "--kubeconfig=" + kubeconfig.get(),
                "run",
                "waypoint-bare",
                "--image=" + image,
                "--restart=Never",
                "--attach",
                "--rm",
                "--quiet",
                "--command",
                "--",
                "/bin/true");
    return Optional.of(
        new LaunchPlatform(
            "Kubernetes",
            "kubernetes",
            host.get(),
            "kubeconfig = \"%s\"\n".formatted(kubeconfig.get()),
            bare));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }
}
