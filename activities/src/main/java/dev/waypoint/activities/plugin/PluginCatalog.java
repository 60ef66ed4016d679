package dev.waypoint.activities.plugin;

import dev.waypoint.sdk.Plugin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The plugins that a runner can use. Safe for use by several threads. */
public final class PluginCatalog {
  private final SortedMap<String, Plugin> plugins = new TreeMap<>();
  private final SortedMap<String, Supplier<Optional<Plugin>>> onDemand = new TreeMap<>();

  /** The first one of each name counts. */
  public PluginCatalog(Collection<Plugin> plugins) {
    this(plugins, Map.of());
  }

  /**
   * @param onDemand by their names: plugins that are loaded when they are first asked for, since
   *     that takes time; empty if one cannot be
   */
  PluginCatalog(Collection<Plugin> plugins, Map<String, Supplier<Optional<Plugin>>> onDemand) {
    plugins.forEach(plugin -> this.plugins.putIfAbsent(plugin.name(), plugin));
    this.onDemand.putAll(onDemand);
    this.onDemand.keySet().removeAll(this.plugins.keySet());
  }

  public synchronized Optional<Plugin> find(String name) {
    load(name);
    return Optional.ofNullable(plugins.get(name));
  }

  /** The names of those that can do something, sorted. */
  public synchronized List<String> names(Predicate<Plugin> ability) {
    List.copyOf(onDemand.keySet()).forEach(this::load);
    return plugins.values().stream().filter(ability).map(Plugin::name).toList();
  }

  private void load(String name) {
    Supplier<Optional<Plugin>> loader = onDemand.remove(name);
    if (loader != null) {
      loader.get().ifPresent(plugin -> plugins.put(name, plugin));
    }
  }

  /** For people: names the plugin, the nearest ones there are, and what to do. */
  public synchronized String unknown(String name) {
    SortedSet<String> known = new TreeSet<>(plugins.keySet());
    known.addAll(onDemand.keySet());
    String nearest =
        Nearest.of(name, known).map(other -> " Did you mean \"%s\"?".formatted(other)).orElse("");
    return "There is no plugin \"%s\" here.%s There are: %s. More are added as jars in $%s/<plugin> of runners."
        .formatted(
            name,
            nearest,
            known.isEmpty() ? "none" : String.join(", ", known),
            PluginLoader.DIRECTORY_VARIABLE);
  }
}
