package dev.waypoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

final class Directories {
  private Directories() {}

  /** Into one that is there and empty. */
  static void copy(Path from, Path to) throws IOException {
    List<Path> parentsFirst;
    try (Stream<Path> files = Files.walk(from)) {
      parentsFirst = files.filter(file -> !file.equals(from)).toList();
    }
    for (Path file : parentsFirst) {
      Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
