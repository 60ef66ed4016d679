package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real systems that tests need: skipped without them, unless they are mandatory. */
final class Requirements {
  private Requirements() {}

  private static String need(String variable, String what) {
    Optional<String> value =
        Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
    if (value.isEmpty() && "1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
      assertThat(value).as("%s is mandatory here: %s is not set", what, variable).isPresent();
    }
    assumeTrue(value.isPresent(), () -> what + " is not there: " + variable + " is not set");
    return value.orElseThrow();
  }

  /**
   * The installed {@code bin/waypoint} of this very build, which starts quicker than its classes.
   */
  static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("WAYPOINT_TEST_PROGRAM"))
        .filter(text -> !text.isBlank())
        .map(Path::of);
  }

  /** The program of the Temporal CLI. */
  static Path temporal() {
    return Path.of(need("WAYPOINT_TEST_TEMPORAL", "the Temporal CLI"));
  }

  /** The JDBC URL of a PostgreSQL, with a superuser's name and password. */
  static String postgres() {
    return need("WAYPOINT_TEST_POSTGRES_URL", "PostgreSQL");
  }

  static void docker() {
    need("WAYPOINT_TEST_DOCKER", "Docker");
  }

  /** Of a user who may do everything in the cluster. */
  static Path kubeconfig() {
    return Path.of(need("WAYPOINT_TEST_KUBERNETES", "Kubernetes"));
  }

  /** The address of this machine by which pods reach it. */
  static String kubernetesHost() {
    return need("WAYPOINT_TEST_KUBERNETES_HOST", "Kubernetes");
  }

  static Path kubectl() {
    return Path.of(need("WAYPOINT_TEST_KUBECTL", "kubectl"));
  }

  /** The URL of a Nomad with access control. */
  static String nomad() {
    return need("WAYPOINT_TEST_NOMAD", "Nomad");
  }

  /** Of a user who may do everything there. */
  static String nomadToken() {
    return need("WAYPOINT_TEST_NOMAD_TOKEN", "Nomad");
  }

  /** The URL of an emulator of AWS. */
  static String ecs() {
    return need("WAYPOINT_TEST_ECS", "the emulator of AWS");
  }

  /** The image that on-demand runners are made of. */
  static String runnerImage() {
    return need("WAYPOINT_TEST_IMAGE", "the waypoint image");
  }

  /** The same with kaniko. */
  static String imageBuildingRunnerImage() {
    return need("WAYPOINT_TEST_IMAGE_ODR", "the waypoint image with kaniko");
  }

  /** An image registry, as this machine sees it. */
  static String registry() {
    return need("WAYPOINT_TEST_REGISTRY", "an image registry");
  }

  /** The same registry, as containers see it. */
  static String registryForContainers() {
    return need("WAYPOINT_TEST_REGISTRY_BRIDGE", "an image registry for containers");
  }

  /** A small image with a shell and a web server. */
  static String smallImage() {
    return need("WAYPOINT_TEST_IMAGE_BUSYBOX", "the small test image");
  }

  /** The top of the checkout. */
  static Path checkout() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("docker-compose.temporal.yml"))
        && !Files.exists(path.resolve("mvnw"))) {
      path = path.getParent();
    }
    return path;
  }
}
