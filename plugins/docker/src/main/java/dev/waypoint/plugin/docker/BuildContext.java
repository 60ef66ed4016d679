package dev.waypoint.plugin.docker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The folder that a build may read, as an archive for the daemon. */
final class BuildContext {
  private static final String IGNORE_FILE = ".dockerignore";

  private final Path folder;
  private final String dockerfile;
  private final DockerIgnore ignore;

  /**
   * @param dockerfile relative to the folder, with slashes; always part of the archive
   * @throws IllegalArgumentException if the .dockerignore holds what is not a pattern
   */
  BuildContext(Path folder, String dockerfile) throws IOException {
    this.folder = folder;
    this.dockerfile = dockerfile;
    this.ignore = DockerIgnore.read(folder.resolve(IGNORE_FILE));
  }

  /** Writes the archive; files belong to root in it. Stops when the thread is interrupted. */
  void write(Path archive) throws IOException, InterruptedException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive))) {
      write(file);
    }
  }

  /** As above; closes the stream. */
  void write(OutputStream out) throws IOException, InterruptedException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      Files.walkFileTree(folder, new Writer(tar));
      tar.finish();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading " + folder);
    }
  }

  private final class Writer extends SimpleFileVisitor<Path> {
    private final TarArchiveOutputStream tar;

    Writer(TarArchiveOutputStream tar) {
      this.tar = tar;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (directory.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      String name = name(directory);
      if (!ignore.excludes(name)) {
        add(new TarArchiveEntry(name + "/"), directory, attributes);
        return FileVisitResult.CONTINUE;
      }
      boolean needed = ignore.hasExceptions() || dockerfile.startsWith(name + "/");
      return needed ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        return FileVisitResult.TERMINATE;
      }
      String name = name(file);
      boolean needed = name.equals(dockerfile) || name.equals(IGNORE_FILE);
      if (!needed && ignore.excludes(name)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(Files.readSymbolicLink(file).toString());
        add(link, null, attributes);
      } else if (attributes.isRegularFile()) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(attributes.size());
        add(entry, file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(TarArchiveEntry entry, Path content, BasicFileAttributes attributes)
        throws IOException {
      entry.setModTime(attributes.lastModifiedTime());
      if (content != null) {
        entry.setMode(entry.getMode() & ~0777 | mode(content, attributes));
      }
      tar.putArchiveEntry(entry);
      if (attributes.isRegularFile()) {
        Files.copy(content, tar);
      }
      tar.closeArchiveEntry();
    }

    private String name(Path path) {
      return folder.relativize(path).toString().replace('\\', '/');
    }
  }

  private static int mode(Path file, BasicFileAttributes attributes) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return attributes.isDirectory() ? 0755 : 0644;
    }
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= 0400 >> permission.ordinal();
    }
    return mode;
  }
}
