package dev.waypoint.activities.plugin;

import dev.waypoint.sdk.Plugin;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds plugins: first in the folders of a plugin directory, each in a class loader of its own,
 * then on the class path, then in the program's own plugin directory, whose folders are named after
 * their plugins and opened when those are asked for. A plugin that cannot be used costs one
 * warning, nothing else.
 */
public final class PluginLoader {
  /** Names the environment variable that names the plugin directory. */
  public static final String DIRECTORY_VARIABLE = "WAYPOINT_PLUGIN_DIR";

  /** Names the system property that names the program's own plugin directory. */
  public static final String OWN_DIRECTORY_PROPERTY = "waypoint.plugins";

  private static final Logger log = LoggerFactory.getLogger(PluginLoader.class);

  /** Service files may name several classes that are not there. */
  private static final int MAX_BROKEN = 20;

  private final Consumer<String> warnings;
  private final List<Plugin> found = new ArrayList<>();
  private int complaints;

  private PluginLoader(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * @param directory of folders with jars; absent: only what the program brings itself
   * @param warnings takes one sentence for each plugin that cannot be used
   */
  public static PluginCatalog load(Optional<Path> directory, Consumer<String> warnings) {
    PluginLoader loader = new PluginLoader(warnings);
    directory.ifPresent(loader::addDirectory);
    loader.add(
        ServiceLoader.load(Plugin.class, PluginLoader.class.getClassLoader()), "the class path");
    return new PluginCatalog(loader.found, own(warnings));
  }

  private static Map<String, Supplier<Optional<Plugin>>> own(Consumer<String> warnings) {
    Optional<Path> directory =
        Optional.ofNullable(System.getProperty(OWN_DIRECTORY_PROPERTY))
            .map(Path::of)
            .filter(Files::isDirectory);
    if (directory.isEmpty()) {
      return Map.of();
    }
    return new PluginLoader(warnings)
        .list(directory.get()).stream()
            .filter(Files::isDirectory)
            .collect(
                Collectors.toMap(
                    folder -> folder.getFileName().toString(), folder -> own(folder, warnings)));
  }

  private static Supplier<Optional<Plugin>> own(Path folder, Consumer<String> warnings) {
    return () -> {
      PluginLoader loader = new PluginLoader(warnings);
      loader.addFolder(folder);
      return loader.found.stream().findFirst();
    };
  }

  private void addDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      warn(
          "The plugin directory %s is not there; check $%s."
              .formatted(directory, DIRECTORY_VARIABLE));
      return;
    }
    for (Path folder : list(directory)) {
      if (Files.isDirectory(folder)) {
        addFolder(folder);
      }
    }
  }

  private void addFolder(Path folder) {
    List<URL> jars = new ArrayList<>();
    try {
      for (Path jar : list(folder)) {
        if (jar.toString().endsWith(".jar")) {
          jars.add(jar.toUri().toURL());
        }
      }
    } catch (IOException e) {
      warn("The plugin in %s cannot be read: %s".formatted(folder, FileFault.reason(e, folder)));
      return;
    }
    int before = found.size() + complaints;
    add(ServiceLoader.load(Plugin.class, new PluginClassLoader(folder, jars)), folder.toString());
    if (found.size() + complaints == before) {
      warn(
          "%s holds no plugin: no jar in it names one in META-INF/services/%s."
              .formatted(folder, Plugin.class.getName()));
    }
  }

  private void add(ServiceLoader<Plugin> services, String place) {
    Iterator<ServiceLoader.Provider<Plugin>> providers = services.stream().iterator();
    while (hasNext(providers, place)) {
      try {
        accept(providers.next().get(), place);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        unusable(place, e);
      }
    }
  }

  private boolean hasNext(Iterator<ServiceLoader.Provider<Plugin>> providers, String place) {
    for (int broken = 0; broken < MAX_BROKEN; broken++) {
      try {
        return providers.hasNext();
      } catch (ServiceConfigurationError | LinkageError e) {
        unusable(place, e);
      }
    }
    return false;
  }

  private void unusable(String place, Throwable error) {
    log.debug("Plugin in {} failed to load", place, error);
    Throwable cause = error.getCause() == null ? error : error.getCause();
    warn(
        "A plugin in %s cannot be used: %s: %s"
            .formatted(place, cause.getClass().getSimpleName(), cause.getMessage()));
  }

  private void accept(Plugin plugin, String place) {
    if (plugin.sdkVersion() != Plugin.SDK_VERSION) {
      warn(
          "Plugin \"%s\" in %s was made for version %d of the plugin SDK, this runner has %d: use a build of it for this version."
              .formatted(plugin.name(), place, plugin.sdkVersion(), Plugin.SDK_VERSION));
      return;
    }
    found.add(plugin);
  }

  private void warn(String text) {
    complaints++;
    warnings.accept(text);
  }

  private List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      warn("%s cannot be read: %s".formatted(directory, FileFault.reason(e, directory)));
      return List.of();
    }
  }
}
