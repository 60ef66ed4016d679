package dev.waypoint.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

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
      for (String folder : new String[] {"keys", "tls", "db", "engine", "work"}) {
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
      DataDirectory opened = new DataDirectory(absolute, channel, lock);
      try {
        empty(opened.work());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return opened;
    } catch (IOException e) {
      throw new IllegalStateException(
          "data directory %s cannot be used: %s".formatted(absolute, e), e);
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.deleteIfExists(path);
        }
      }
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

  /** For what lives as long as one piece of work; what a killed server left there is gone. */
  public Path work() {
    return root.resolve("work");
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
