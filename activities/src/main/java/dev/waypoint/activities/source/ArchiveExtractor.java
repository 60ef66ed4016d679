package dev.waypoint.activities.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks archives of sources; whatever they hold, nothing outside the target is touched. */
final class ArchiveExtractor {
  private static final long MAX_BYTES = 4L * 1024 * 1024 * 1024;
  private static final int MAX_ENTRIES = 500_000;

  private ArchiveExtractor() {}

  /**
   * @throws IOException also when an entry leads out of the target
   */
  static void extract(InputStream archive, Path target) throws IOException {
    Path root = target.toRealPath();
    long bytes = 0;
    int entries = 0;
    List<Path> links = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        bytes += Math.max(entry.getSize(), entry.getRealSize());
        if (++entries > MAX_ENTRIES || bytes > MAX_BYTES) {
          throw new IOException("it unpacks to more than 4 GiB or 500,000 files");
        }
        write(tar, entry, root);
        if (entry.isSymbolicLink()) {
          links.add(root.resolve(entry.getName()).normalize());
        }
      }
      for (Path link : links) {
        requireInside(root, link);
      }
    } catch (InvalidPathException e) {
      throw new IOException("an entry has an unusable name: " + e.getMessage(), e);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path path = inside(root, entry.getName(), root.resolve(entry.getName()));
    if (path.equals(root)) {
      return;
    }
    if (entry.isDirectory()) {
      makeDirectories(root, path, entry.getName());
      return;
    }
    makeDirectories(root, path.getParent(), entry.getName());
    Files.deleteIfExists(path);
    if (entry.isSymbolicLink()) {
      Path directory = path.getParent().toRealPath();
      inside(root, entry.getName(), directory.resolve(entry.getLinkName()));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Path target = inside(root, entry.getName(), root.resolve(entry.getLinkName())).toRealPath();
      Files.createLink(path, inside(root, entry.getName(), target));
    } else if (entry.isFile()) {
      Files.copy(tar, path);
      if ((entry.getMode() & 0b001_000_000) != 0) {
        path.toFile().setExecutable(true, true);
      }
    }
  }

  /** A directory may have been replaced by a link: what really is there decides. */
  private static void makeDirectories(Path root, Path directory, String name) throws IOException {
    Path existing = directory;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    inside(root, name, existing.toRealPath());
    Files.createDirectories(directory);
  }

  /** Each link of a chain may look harmless by its name: where they lead together decides. */
  private static void requireInside(Path root, Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) {
      return;
    }
    String name = root.relativize(link).toString();
    Path target = link.resolveSibling(Files.readSymbolicLink(link));
    if (Files.exists(target)) {
      inside(root, name, target.toRealPath());
    } else if (target.getParent() != null && Files.exists(target.getParent())) {
      inside(root, name, target.getParent().toRealPath());
    }
  }

  private static Path inside(Path root, String name, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("entry '%s' leads out of the directory".formatted(name));
    }
    return normal;
  }
}
