package dev.waypoint.worker;

import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One runner's place for the directories of its jobs, inside the machine's temporary directory. It
 * is locked for as long as the process lives, whichever process and container that is, so that a
 * later runner can tell what a killed one left behind, and removes that.
 */
final class JobDirectories implements AutoCloseable {
  static final String PREFIX = "waypoint-runner-";
  private static final String LOCK = "owner.lock";
  private static final Logger log = LoggerFactory.getLogger(JobDirectories.class);

  /** Of this process: closing another channel on a lock's file would give up the lock itself. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private JobDirectories(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Makes one, and removes those whose owners are dead. */
  static JobDirectories open(Path temporary) throws AgentStartException {
    sweep(temporary);
    try {
      Files.createDirectories(temporary);
      return take(Files.createTempDirectory(temporary, PREFIX));
    } catch (IOException e) {
      throw new AgentStartException(
          "No directory for jobs can be made in %s: %s"
              .formatted(temporary, FileFault.reason(e, temporary)),
          e);
    }
  }

  private static JobDirectories take(Path root) throws IOException {
    OWN.add(root);
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = channel(root);
      taken = lock(channel).isPresent();
      if (!taken) {
        throw new IOException(root + " was taken by another process");
      }
      return new JobDirectories(root, channel);
    } finally {
      if (!taken) {
        OWN.remove(root);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  Path root() {
    return root;
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() {
    try {
      remove(root);
      channel.close();
      OWN.remove(root);
    } catch (IOException e) {
      log.debug("{} could not be removed", root, e);
    }
  }

  private static void sweep(Path temporary) {
    if (!Files.isDirectory(temporary)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path root : found) {
        sweepOne(root);
      }
    } catch (IOException e) {
      log.debug("{} could not be searched", temporary, e);
    }
  }

  /** One without a lock file is just being made. */
  private static void sweepOne(Path root) {
    if (OWN.contains(root) || !Files.isRegularFile(root.resolve(LOCK))) {
      return;
    }
    try (FileChannel channel = channel(root)) {
      if (lock(channel).isPresent()) {
        remove(root);
        log.info("{} was left by a runner that is dead: removed", root);
      }
    } catch (IOException e) {
      log.debug("{} could not be removed", root, e);
    }
  }

  private static FileChannel channel(Path root) throws IOException {
    return FileChannel.open(
        root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private static void remove(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
