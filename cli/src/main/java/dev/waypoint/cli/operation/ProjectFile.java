package dev.waypoint.cli.operation;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A waypoint.hcl as it stands on disk. */
public record ProjectFile(Path path, String text) {
  private static final List<String> NAMES = List.of("waypoint.hcl", "waypoint.hcl.json");

  /** The nearest one in {@code directory} or above it. */
  public static Optional<ProjectFile> find(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      Optional<ProjectFile> file = in(at);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  /** The one in this very directory. */
  public static Optional<ProjectFile> in(Path directory) {
    return NAMES.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(ProjectFile::read);
  }

  /**
   * @throws CliException if it cannot be read or its name does not end in .hcl or .json
   */
  public static ProjectFile read(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".hcl") && !name.endsWith(".json")) {
      throw CliException.of("the file %s must end in .hcl or .json", file);
    }
    try {
      return new ProjectFile(file, Files.readString(file));
    } catch (IOException e) {
      throw new CliException("cannot read %s: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }

  public String name() {
    return path.getFileName().toString();
  }

  /** The project's directory. */
  public Path directory() {
    return path.toAbsolutePath().getParent();
  }
}
