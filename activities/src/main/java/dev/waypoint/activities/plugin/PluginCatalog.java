package dev.waypoint.activities.plugin;

import dev.waypoint.sdk.Plugin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The plugins that a runner can use. */
public final class PluginCatalog {
  private final SortedMap<String, Plugin> plugins = new TreeMap<>();

  /** The first one of each name counts. */
  public PluginCatalog(Collection<Plugin> plugins) {
    plugins.forEach(plugin -> this.plugins.putIfAbsent(plugin.name(), plugin));
  }

  public Optional<Plugin> find(String name) {
    return Optional.ofNullable(plugins.get(name));
  }

  /** The names of those that can do something, sorted. */
  public List<String> names(Predicate<Plugin> ability) {
    return plugins.values().stream().filter(ability).map(Plugin::name).toList();
  }

  /** For people: names the plugin, the nearest ones there are, and what to do. */
  public String unknown(String name) {
    String nearest =
        Nearest.of(name, plugins.keySet())
            .map(other -> " Did you mean \"%s\"?".formatted(other))
            .orElse("");
    return "There is no plugin \"%s\" on this runner.%s It has: %s. More are added as jars in $%s/<plugin>."
        .formatted(
            name,
            nearest,
            plugins.isEmpty() ? "none" : String.join(", ", plugins.keySet()),
            PluginLoader.DIRECTORY_VARIABLE);
  }
}
