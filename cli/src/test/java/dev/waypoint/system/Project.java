package dev.waypoint.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small projects for tests: their build is a shell script that counts. */
final class Project {
  private Project() {}

  /** Builds by printing {@code line 1} to {@code line n}, with a pause after each. */
  static Path counting(Path directory, String name, int lines, double pauseSeconds) {
    return counting(directory, name, lines, pauseSeconds, "");
  }

  /** The same, with more text inside the app stanza. */
  static Path counting(Path directory, String name, int lines, double pauseSeconds, String inApp) {
    return write(
        directory,
        """
        project = "%s"

        app "web" {
          %s
          build {
            use "exec" {
              command = ["sh", "-c", "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; sleep %s; done"]
            }
          }
          deploy {
            use "exec" {
              command = ["sh", "-c", "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo deploy $i; sleep %s; done"]
            }
          }
        }
        """
            .formatted(name, inApp, lines, pauseSeconds, lines, pauseSeconds));
  }

  /** Deploys by a count, too, which may be begun again; says the deployment's id at first. */
  static Path deployingAgain(Path directory, String name, int lines, double pauseSeconds) {
    return write(
        directory,
        """
        project = "%s"

        app "web" {
          build {
            use "exec" {
              command = ["true"]
            }
          }
          deploy {
            use "exec" {
              command = ["sh", "-c", "echo deployment id $WAYPOINT_DEPLOYMENT_ID; i=0; while [ $i -lt %d ]; do i=$((i+1)); echo deploy $i; sleep %s; done"]
              idempotent = true
            }
          }
        }
        """
            .formatted(name, lines, pauseSeconds));
  }

  static Path write(Path directory, String waypointHcl) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("waypoint.hcl"), waypointHcl);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
