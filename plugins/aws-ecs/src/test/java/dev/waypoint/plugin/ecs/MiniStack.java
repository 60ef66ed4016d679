package dev.waypoint.plugin.ecs;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The emulator that WAYPOINT_TEST_ECS names. */
final class MiniStack {
  static final String IMAGE =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_IMAGE_BUSYBOX"))
          .orElse("waypoint-test/busybox:1");

  private static final String CREDENTIALS = "test";

  private MiniStack() {}

  /**
   * Skips the test where there is none; with {@code WAYPOINT_TEST_REQUIRED=1} that is a failure.
   */
  static String url() {
    Optional<String> url = Optional.ofNullable(System.getenv("WAYPOINT_TEST_ECS"));
    if (url.isEmpty() && "1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"))) {
      throw new IllegalStateException("WAYPOINT_TEST_ECS is not set: dev/platforms/ecs up");
    }
    Assumptions.assumeTrue(url.isPresent(), "WAYPOINT_TEST_ECS is not set: dev/platforms/ecs up");
    return url.orElseThrow();
  }

  /** Found by the default chain, in place of whatever this machine has. */
  static void setCredentials() {
    System.setProperty("aws.accessKeyId", CREDENTIALS);
    System.setProperty("aws.secretAccessKey", CREDENTIALS);
  }

  static void clearCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
