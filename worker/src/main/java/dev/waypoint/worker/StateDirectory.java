package dev.waypoint.worker;

import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where a runner keeps its id and its token, so that a restarted one is the same runner. Locked:
 * one process at a time.
 */
final class StateDirectory implements AutoCloseable {
  private static final String ID = "id";
  private static final String TOKEN = "token";
  private static final Set<PosixFilePermission> DIRECTORY_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;
  private final FileChannel lockChannel;

  private StateDirectory(Path directory, FileChannel lockChannel) {
    this.directory = directory;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes it if it is not there.
   *
   * @throws AgentStartException when it cannot be written, or another process has it
   */
  static StateDirectory open(Path directory) throws AgentStartException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, mode(directory, DIRECTORY_MODE));
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              mode(directory, FILE_MODE));
      if (lock(channel) == null) {
        channel.close();
        throw new AgentStartException(
            "The state directory %s is in use by another runner: give each runner one of its own."
                .formatted(directory));
      }
      return new StateDirectory(directory, channel);
    } catch (IOException e) {
      throw new AgentStartException(
          "The state directory %s cannot be used: %s"
              .formatted(directory, FileFault.reason(e, directory)),
          e);
    }
  }

  /** Empty when there is none yet. */
  Optional<String> id() throws AgentStartException {
    return read(ID);
  }

  Optional<String> token() throws AgentStartException {
    return read(TOKEN);
  }

  void writeId(String id) throws AgentStartException {
    write(ID, id);
  }

  void writeToken(String token) throws AgentStartException {
    write(TOKEN, token);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private Optional<String> read(String name) throws AgentStartException {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new AgentStartException(
          "%s cannot be read: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }

  private void write(String name, String text) throws AgentStartException {
    Path file = directory.resolve(name);
    Path next = directory.resolve(name + ".new");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, mode(directory, FILE_MODE));
      Files.writeString(
          next, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AgentStartException(
          "%s cannot be written: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }

  private static FileAttribute<?>[] mode(Path near, Set<PosixFilePermission> permissions) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
