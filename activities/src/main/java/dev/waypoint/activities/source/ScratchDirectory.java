package dev.waypoint.activities.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job's place for files that it makes on its way; whoever needs it first makes it. */
public final class ScratchDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScratchDirectory.class);

  private final Path path;

  public ScratchDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() {
    try {
      if (Files.exists(path)) {
        Files.walkFileTree(path, new TreeRemover());
      }
    } catch (IOException e) {
      log.warn("{} cannot be removed", path, e);
    }
  }
}
