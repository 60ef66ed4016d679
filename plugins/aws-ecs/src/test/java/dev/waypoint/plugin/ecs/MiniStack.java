package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.testing.RealSystems;
import java.util.Optional;

/** The emulator that WAYPOINT_TEST_ECS names. */
final class MiniStack {
  static final String IMAGE =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_IMAGE_BUSYBOX"))
          .orElse("waypoint-test/busybox:1");

  private static final String CREDENTIALS = "test";

  private MiniStack() {}

  /** As in {@link RealSystems#need}. */
  static String url() {
    return RealSystems.need("WAYPOINT_TEST_ECS", "dev/platforms/ecs up");
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
