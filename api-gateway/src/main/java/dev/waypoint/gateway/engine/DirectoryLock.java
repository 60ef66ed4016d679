package dev.waypoint.gateway.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One gateway for one directory. The system frees the lock when the gateway's process ends. */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) {
    Path file = directory.resolve("lock");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: the same answer as for another one
    } catch (IOException e) {
      throw new EngineException(
          "the file '%s' cannot be locked: %s".formatted(file, e.getMessage()), e);
    }
    closeQuietly(channel);
    throw new EngineException(
        "'%s' is in use by another gateway; stop it, or give this one another directory"
            .formatted(directory));
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EngineException("a lock file cannot be closed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
