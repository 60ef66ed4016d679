package dev.waypoint.plugin.docker;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.OperationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the application's files into layers, each with the rights that its files have. */
final class JibLayers {
  private final OperationContext context;

  JibLayers(OperationContext context) {
    this.context = context;
  }

  /** What changes seldom comes first, so that a registry has it already. */
  List<FileEntriesLayer> of(JibConfig config) throws PluginException, IOException {
    List<FileEntriesLayer> layers = new ArrayList<>();
    if (config.java().isPresent()) {
      JibJava java = config.java().get();
      if (!java.jars().isEmpty()) {
        layers.add(jars(java.jars()));
      }
      if (java.classes().isPresent()) {
        layers.add(layer("classes", source(java.classes().get()), JibJava.CLASSES));
      }
    }
    for (JibFiles files : config.files()) {
      layers.add(layer(files.from(), source(files.from()), files.to()));
    }
    return layers;
  }

  private FileEntriesLayer jars(List<String> names) throws PluginException, IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("jars");
    for (String name : names) {
      Path source = source(name);
      if (Files.isDirectory(source)) {
        try (Stream<Path> files = Files.list(source)) {
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .sorted()
              .forEach(file -> addJar(layer, file));
        }
      } else {
        addJar(layer, source);
      }
    }
    return layer.build();
  }

  private static void addJar(FileEntriesLayer.Builder layer, Path file) {
    layer.addEntry(file, AbsoluteUnixPath.get(JibJava.JARS).resolve(file.getFileName()));
  }

  private static FileEntriesLayer layer(String name, Path source, String target)
      throws IOException {
    return FileEntriesLayer.builder()
        .setName(name)
        .addEntryRecursive(
            source, AbsoluteUnixPath.get(target), (file, inImage) -> permissions(file))
        .build();
  }

  private static FilePermissions permissions(Path file) {
    try {
      return FilePermissions.fromPosixFilePermissions(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedOperationException e) {
      return Files.isDirectory(file)
          ? FilePermissions.DEFAULT_FOLDER_PERMISSIONS
          : FilePermissions.DEFAULT_FILE_PERMISSIONS;
    }
  }

  private Path source(String name) throws PluginException {
    Path file = context.appDirectory().resolve(name).normalize();
    if (!file.startsWith(context.sourceDirectory())) {
      throw new PluginException("%s is outside the project's directory".formatted(name));
    }
    if (!Files.exists(file)) {
      throw new PluginException(
          "there is no %s in %s: is it made before, by a hook?"
              .formatted(name, context.appDirectory()));
    }
    return file;
  }
}
