package org.example.waypoint.local;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A profile's plugin configuration: attributes are the components in snake_case. */
record LauncherConfig(
    @Doc("Folder for the tasks, on the launching runner") String directory,
    @Doc("The program that stands for an image, by the image's name") Map<String, String> programs,
    @Doc("How long a process may take to end when it is stopped") @Default("10s")
        Duration stopTimeout) {
  /** Whatever can be known to be wrong is refused here, before any job waits for it. */
  LauncherConfig {
    if (!Path.of(directory).isAbsolute()) {
      throw new IllegalArgumentException(
          "directory is \"%s\": write the whole path".formatted(directory));
    }
    if (programs.isEmpty()) {
      throw new IllegalArgumentException(
          "programs is empty: name the program for the image of your runners");
    }
  }
}
