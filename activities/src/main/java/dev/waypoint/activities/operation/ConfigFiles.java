package dev.waypoint.activities.operation;

import dev.waypoint.workflows.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that configuration gives to a runner for one job, readable by their owner alone. They
 * and the directories that were made for them go when the job ends. A relative path is below the
 * job's source; an absolute one can be shared by jobs that give it the same content. What exists is
 * never overwritten.
 */
final class ConfigFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigFiles.class);

  /** How many jobs of this process use each file that one of them wrote. */
  private static final Map<Path, Integer> USERS = new HashMap<>();

  private final Deque<Path> used = new ArrayDeque<>();
  private final Deque<Path> directories = new ArrayDeque<>();

  private ConfigFiles() {}

  /**
   * @param base of relative paths
   * @throws OperationException when a file cannot be written; none of them is there then
   */
  static ConfigFiles write(Map<String, String> files, Path base) throws OperationException {
    ConfigFiles written = new ConfigFiles();
    try {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        written.write(file.getKey(), file.getValue(), base);
      }
      return written;
    } catch (OperationException e) {
      written.close();
      throw e;
    }
  }

  private void write(String name, String content, Path base) throws OperationException {
    Path path = base.resolve(name).normalize();
    if (!Path.of(name).isAbsolute() && !path.startsWith(base)) {
      throw refused(name, "it leads out of the project's directory");
    }
    synchronized (USERS) {
      try {
        makeDirectories(path.getParent());
        Files.newByteChannel(path, options(), owner("rw-------")).close();
        USERS.put(path, 1);
        used.push(path);
        Files.writeString(path, content);
      } catch (FileAlreadyExistsException e) {
        share(name, path, content);
      } catch (IOException e) {
        throw refused(name, "it cannot be written (%s)".formatted(e.getClass().getSimpleName()));
      }
    }
  }

  private void share(String name, Path path, String content) throws OperationException {
    byte[] wanted = content.getBytes(StandardCharsets.UTF_8);
    try {
      if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), wanted)) {
        throw refused(
            name, "%s exists on the runner already and is not overwritten".formatted(path));
      }
    } catch (IOException e) {
      throw refused(name, "%s exists on the runner already and cannot be read".formatted(path));
    }
    if (USERS.computeIfPresent(path, (_, users) -> users + 1) != null) {
      used.push(path);
    }
  }

  private void makeDirectories(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = directory; at != null && !Files.exists(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path path : missing) {
      Files.createDirectory(path, owner("rwx------"));
      directories.push(path);
    }
  }

  private static Set<OpenOption> options() {
    return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static FileAttribute<?>[] owner(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static OperationException refused(String name, String reason) {
    return new OperationException(
        FailureCode.CONFIG_INVALID,
        "The configuration file \"%s\" cannot be given to this job: %s.".formatted(name, reason));
  }

  @Override
  public void close() {
    synchronized (USERS) {
      used.forEach(this::release);
      directories.forEach(this::delete);
    }
  }

  private void release(Path path) {
    if (USERS.merge(path, -1, Integer::sum) <= 0) {
      USERS.remove(path);
      delete(path);
    }
  }

  private void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // Somebody else uses it by now.
    } catch (IOException e) {
      log.warn("the configuration file {} of a job that has ended cannot be removed", path);
    }
  }
}
