package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program kaniko, where the runner's image has it.
 *
 * @param executor the program
 * @param certificates whom its connections trust; empty: it finds nobody to trust
 */
record Kaniko(Path executor, Optional<Path> certificates) {
  static final String MISSING =
      "kaniko is not here: run the job in an on-demand runner whose image was made with"
          + " docker/build-image -k, or name the program in WAYPOINT_KANIKO";

  private static final String VARIABLE = "WAYPOINT_KANIKO";
  private static final List<String> PROGRAMS =
      List.of("/opt/waypoint/kaniko/executor", "/kaniko/executor");
  private static final List<String> CERTIFICATES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/cert.pem");
  private static final List<String> CONTAINER_MARKS = List.of(".dockerenv", "run/.containerenv");

  static Optional<Kaniko> find(Map<String, String> environment) {
    return Stream.concat(
            Stream.ofNullable(environment.get(VARIABLE)).filter(name -> !name.isEmpty()),
            PROGRAMS.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Kaniko(program, certificatesFor(program)));
  }

  private static Optional<Path> certificatesFor(Path program) {
    return Stream.concat(
            Stream.of(program.resolveSibling("ca-certificates.crt")),
            CERTIFICATES.stream().map(Path::of))
        .filter(Files::isReadable)
        .findFirst();
  }

  /**
   * It builds as root and runs what the Dockerfile says.
   *
   * @param root the root directory that this process sees
   * @throws PluginException if this is not a container, or not root in it
   */
  void requireContainer(Map<String, String> environment, Path root) throws PluginException {
    boolean container =
        !environment.getOrDefault("container", "").isEmpty()
            || environment.containsKey("KUBERNETES_SERVICE_HOST")
            || CONTAINER_MARKS.stream().anyMatch(mark -> Files.exists(root.resolve(mark)));
    if (!container) {
      throw new PluginException(
          "kaniko runs a Dockerfile's steps as root, so it builds in containers only: use an"
              + " on-demand runner, or builder = \"docker\"");
    }
    int user = user();
    if (user != 0) {
      throw new PluginException(
          "kaniko has to be root in its container, with no more than a container's usual capabilities, but this runner is user %d: let the container run as user 0, or use builder = \"jib\""
              .formatted(user));
    }
  }

  private static int user() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name")) ? 0 : -1;
    }
  }
}
