package dev.waypoint.gateway.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds the {@code temporal} program. */
final class TemporalBinary {
  static final String VARIABLE = "WAYPOINT_TEMPORAL_BIN";

  private TemporalBinary() {}

  /** One that was named must be there; otherwise the first on the PATH, if any. */
  static Optional<Path> find(Optional<Path> named, Map<String, String> environment) {
    Optional<Path> wanted =
        named.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of));
    if (wanted.isPresent()) {
      if (!isProgram(wanted.get())) {
        throw new EngineException(
            "'%s' is not an executable file; name the Temporal CLI's program, or unset %s"
                .formatted(wanted.get(), VARIABLE));
      }
      return wanted.map(Path::toAbsolutePath);
    }
    return onPath("temporal", environment);
  }

  static Optional<Path> onPath(String program, Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(TemporalBinary::isProgram)
        .map(Path::toAbsolutePath)
        .findFirst();
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
