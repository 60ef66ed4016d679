package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.testing.TestingDocker;
import java.io.IOException;

/** Images that behave as a test needs it. */
final class TestingImages {
  private TestingImages() {}

  /** One that takes any arguments, and runs until it is told to end. */
  static void makePatient(String image) throws IOException, InterruptedException {
    make(image, "[\"/bin/sh\", \"-c\", \"trap 'exit 0' TERM; while :; do sleep 0.1; done\"]");
  }

  /** The test image with another entrypoint. */
  static void make(String image, String entrypoint) throws IOException, InterruptedException {
    String container = TestingDocker.run("container", "create", RequiresDocker.IMAGE, "true");
    try {
      TestingDocker.run("commit", "-c", "ENTRYPOINT " + entrypoint, container, image);
    } finally {
      TestingDocker.run("rm", container);
    }
  }
}
