package dev.waypoint.cli.connect;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Lets one process at a time use a directory, the others wait. */
final class OneAtATime implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileChannel channel;

  private OneAtATime(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until the directory is free.
   *
   * @param onWait called once if it is not free at once
   * @throws CliException if it is not free in time
   */
  static OneAtATime enter(Path directory, Duration patience, Runnable onWait) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("command.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      Instant end = Instant.now().plus(patience);
      boolean told = false;
      while (!locked(channel)) {
        if (!told) {
          told = true;
          onWait.run();
        }
        if (Instant.now().isAfter(end)) {
          channel.close();
          throw CliException.of(
              "another waypoint command has been using %s for more than %d seconds: wait for it, or"
                  + " run a server for all with 'waypoint server run'",
              directory, patience.toSeconds());
        }
        Thread.sleep(PAUSE);
      }
      return new OneAtATime(channel);
    } catch (IOException e) {
      throw new CliException(
          "the directory %s cannot be used: %s"
              .formatted(directory, FileFault.reason(e, directory)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new CliException("a lock could not be released: " + e.getMessage(), e);
    }
  }
}
