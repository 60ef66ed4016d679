package dev.waypoint.plugin.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The parts of an archived image, byte by byte as they were built.
 *
 * @param configuration the image's; its digest is the image's id
 * @param layers lowest first, compressed
 */
record ArchiveContent(Part configuration, List<Part> layers) {
  /**
   * A file with what it holds.
   *
   * @param digest SHA-256, in hexadecimal
   */
  record Part(Path file, long size, String digest) {
    static Part of(Path file) throws IOException {
      return new Part(
          file,
          Files.size(file),
          com.google.common.io.Files.asByteSource(file.toFile()).hash(Hashing.sha256()).toString());
    }
  }

  /**
   * Unpacks an archive.
   *
   * @param folder gets the files
   * @throws IOException also if it is not an image of the expected form
   */
  static ArchiveContent unpack(ImageArchive archive, Path folder) throws IOException {
    Map<String, Path> files = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive.file()));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          Path file = folder.resolve("part-" + files.size());
          Files.copy(tar, file);
          files.put(entry.getName(), file);
        }
      }
    }
    JsonNode image = new ObjectMapper().readTree(part(files, "manifest.json").toFile()).path(0);
    List<Part> layers = new ArrayList<>();
    for (JsonNode layer : image.path("Layers")) {
      layers.add(Part.of(part(files, layer.asText())));
    }
    return new ArchiveContent(Part.of(part(files, image.path("Config").asText())), layers);
  }

  private static Path part(Map<String, Path> files, String name) throws IOException {
    Path file = files.get(name);
    if (file == null) {
      throw new IOException("the archive of the image has no part \"%s\"".formatted(name));
    }
    return file;
  }
}
