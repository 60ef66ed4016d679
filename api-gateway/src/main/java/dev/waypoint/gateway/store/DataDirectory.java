package dev.waypoint.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a server keeps its keys, certificates and embedded database. In use by one at a time. */
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the directory when it is missing, and locks it.
   *
   * @throws IllegalStateException when another server uses it, or it cannot be used; the message is
   *     for the operator
   */
  public static DataDirectory open(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      PrivateFiles.createDirectories(absolute);
      for (String folder : new String[] {"keys", "tls", "db", "engine"}) {
        PrivateFiles.createDirectories(absolute.resolve(folder));
      }
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new IllegalStateException(
            ("data directory %s is in use by another waypoint server: stop that one, or name "
                    + "another directory with -data-dir")
                .formatted(absolute));
      }
      return new DataDirectory(absolute, channel, lock);
    } catch (IOException e) {
      throw new IllegalStateException(
          "data directory %s cannot be used: %s".formatted(absolute, e), e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path root() {
    return root;
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path tls() {
    return root.resolve("tls");
  }

  public Path database() {
    return root.resolve("db").resolve("waypoint");
  }

  public Path engine() {
    return root.resolve("engine");
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("data directory %s cannot be unlocked".formatted(root), e);
    }
  }
}
