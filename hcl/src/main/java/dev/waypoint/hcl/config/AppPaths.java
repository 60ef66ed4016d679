package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps applications inside of their project. */
final class AppPaths {
  private AppPaths() {}

  /** What is wrong with a path, if something is. */
  static Optional<Diagnostic> problem(String path, SourceRange range) {
    try {
      Path relative = Path.of(path).normalize();
      if (!relative.isAbsolute() && !relative.startsWith("..")) {
        return Optional.empty();
      }
    } catch (InvalidPathException _) {
      return Optional.of(Diagnostic.error("Invalid path", "\"" + path + "\" is no path.", range));
    }
    return Optional.of(
        Diagnostic.error(
            "Path outside of the project",
            ("The path \"%s\" leads out of the project. It must be relative to the "
                    + "directory of the file, and inside of it.")
                .formatted(path),
            range));
  }
}
