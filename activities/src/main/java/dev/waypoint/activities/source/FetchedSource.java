package dev.waypoint.activities.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with a project's source.
 *
 * @param directory of the project; absolute
 * @param reference what was fetched, such as a commit; empty: nothing to tell
 * @param owned removed on close; absent: the directory belongs to somebody else
 */
public record FetchedSource(Path directory, String reference, Optional<Path> owned)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedSource.class);
  private static final int REMOVAL_TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** Removes what was fetched; what cannot be removed stays, as there is nobody to tell. */
  @Override
  public void close() {
    owned.ifPresent(FetchedSource::removeTree);
  }

  /** What something still writes into, such as the last child of a killed build, is tried again. */
  static void removeTree(Path root) {
    boolean interrupted = Thread.interrupted();
    try {
      for (int tries = 1; !removed(root, tries == REMOVAL_TRIES); tries++) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean removed(Path root, boolean lastTry) {
    try {
      Files.walkFileTree(root, new TreeRemover());
    } catch (IOException e) {
      if (!lastTry) {
        return false;
      }
      LOG.warn("{} could not be removed: {}", root, e.toString());
    }
    return true;
  }
}
