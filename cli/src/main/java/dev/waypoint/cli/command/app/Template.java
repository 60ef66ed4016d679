package dev.waypoint.cli.command.app;

import java.nio.file.Path;
import java.util.Locale;

/** The waypoint.hcl that a new project starts with. */
final class Template {
  private Template() {}

  static String forProject(Path directory) {
    Path last = directory.getFileName();
    String name =
        last == null
            ? "project"
            : last.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    return """
    project = "%1$s"

    app "%1$s" {
      # How its artifact is made.
      build {
        use "docker" {}
      }

      # Where that runs.
      deploy {
        use "docker" {}
      }
    }
    """
        .formatted(name.isEmpty() ? "project" : name);
  }
}
