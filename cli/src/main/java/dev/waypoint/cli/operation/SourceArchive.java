package dev.waypoint.cli.operation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * A project directory as a gzip-compressed tar archive: all that is in it but {@code .git}, links
 * as links, and which files are executable.
 */
final class SourceArchive {
  private static final String LEFT_OUT = ".git";
  private static final int EXECUTABLE = 0100755;
  private static final int READABLE = 0100644;

  private SourceArchive() {}

  /** Leaves {@code target} open. */
  static void write(Path directory, OutputStream target) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(target);
    GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(buffered);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    Files.walkFileTree(directory, new Entries(directory, tar));
    tar.finish();
    gzip.finish();
    buffered.flush();
  }

  private static final class Entries extends SimpleFileVisitor<Path> {
    private final Path root;
    private final TarArchiveOutputStream tar;

    Entries(Path root, TarArchiveOutputStream tar) {
      this.root = root;
      this.tar = tar;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (directory.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      if (directory.getFileName().toString().equals(LEFT_OUT)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      tar.putArchiveEntry(new TarArchiveEntry(name(directory) + "/"));
      tar.closeArchiveEntry();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry entry = new TarArchiveEntry(name(file), TarConstants.LF_SYMLINK);
        entry.setLinkName(Files.readSymbolicLink(file).toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      } else if (attributes.isRegularFile()) {
        content(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    private void content(Path file, BasicFileAttributes attributes) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name(file));
      entry.setSize(attributes.size());
      entry.setModTime(attributes.lastModifiedTime());
      entry.setMode(Files.isExecutable(file) ? EXECUTABLE : READABLE);
      tar.putArchiveEntry(entry);
      if (Files.size(file) != attributes.size()
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("the file " + file + " changes while it is read");
      }
      Files.copy(file, tar);
      tar.closeArchiveEntry();
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }
  }
}
