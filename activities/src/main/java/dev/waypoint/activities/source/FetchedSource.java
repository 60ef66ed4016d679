package dev.waypoint.activities.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory with a project's source.
 *
 * @param directory of the project; absolute
 * @param reference what was fetched, such as a commit; empty: nothing to tell
 * @param owned removed on close; absent: the directory belongs to somebody else
 */
public record FetchedSource(Path directory, String reference, Optional<Path> owned)
    implements AutoCloseable {
  /** Removes what was fetched; what cannot be removed stays, as there is nobody to tell. */
  @Override
  public void close() {
    owned.ifPresent(FetchedSource::removeTree);
  }

  static void removeTree(Path root) {
    try {
      Files.walkFileTree(root, new TreeRemover());
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(FetchedSource.class)
          .warn("{} could not be removed: {}", root, e.getMessage());
    }
  }
}
