package dev.waypoint.gateway.snapshot;

import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.store.PrivateFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The folder of the data directory where snapshots wait for the next start, and stay afterwards.
 */
@Singleton
final class RestoreDirectory {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path root;

  RestoreDirectory(DataDirectory data) {
    this.root = data.root().resolve("restore");
  }

  /** An empty file, readable by its owner only. */
  Path newFile(String name) throws IOException {
    PrivateFiles.createDirectories(root);
    Path file = root.resolve(name);
    Files.deleteIfExists(file);
    PrivateFiles.write(file, new byte[0]);
    return file;
  }

  /** The snapshot that is taken over at the next start. */
  Optional<Path> staged() {
    return Optional.of(stagedFile()).filter(Files::isRegularFile);
  }

  /** From now on this one is staged, in place of any other. */
  void stage(Path checked) throws IOException {
    Files.move(
        checked, stagedFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** It was taken over. */
  void done(Instant at) throws IOException {
    Files.move(
        stagedFile(),
        root.resolve("restored-%s.gz".formatted(STAMP.format(at))),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was there before a restore at this time. */
  Path before(Instant at) throws IOException {
    return newFile("before-%s.gz".formatted(STAMP.format(at)));
  }

  private Path stagedFile() {
    return root.resolve("staged.gz");
  }
}
