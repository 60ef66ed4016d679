package dev.waypoint.activities.config;

import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.hcl.config.DynamicValue;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.config.ConfigException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads dynamic values from the config sources of a runner, for one job. */
final class ConfigSources {
  private static final int SHORTEST_SECRET = 4;

  private final PluginCatalog plugins;
  private final Path directory;
  private final Map<String, Map<String, String>> settings;
  private final Map<DynamicRequest, String> delivered = new HashMap<>();

  /** What is the same for calls in different places. */
  private record DynamicRequest(String source, Map<String, String> settings) {
    static DynamicRequest of(DynamicValue value) {
      return new DynamicRequest(value.source(), value.settings());
    }
  }

  /**
   * @param directory of the project
   * @param settings how sources reach what they read from, by the source's name
   */
  ConfigSources(PluginCatalog plugins, Path directory, Map<String, Map<String, String>> settings) {
    this.plugins = plugins;
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * The values; each request is made once in a job.
   *
   * @throws HclException with the place of the call if there is no such source or it refuses
   */
  Map<DynamicValue, String> read(Collection<DynamicValue> values) {
    Map<String, Map<DynamicRequest, SourceRange>> missing = new LinkedHashMap<>();
    for (DynamicValue value : values) {
      DynamicRequest request = DynamicRequest.of(value);
      if (!delivered.containsKey(request)) {
        missing
            .computeIfAbsent(value.source(), _ -> new LinkedHashMap<>())
            .putIfAbsent(request, value.range());
      }
    }
    missing.forEach(this::read);
    Map<DynamicValue, String> texts = new HashMap<>();
    values.forEach(value -> texts.put(value, delivered.get(DynamicRequest.of(value))));
    return texts;
  }

  /** What was delivered so far, without texts so short that they would be found everywhere. */
  Set<String> texts() {
    return delivered.values().stream()
        .filter(text -> text.length() >= SHORTEST_SECRET)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void read(String name, Map<DynamicRequest, SourceRange> requests) {
    SourceRange place = requests.values().iterator().next();
    ConfigSource source = find(name, place);
    List<DynamicRequest> asked = List.copyOf(requests.keySet());
    try {
      List<String> texts = source.read(asked.stream().map(DynamicRequest::settings).toList());
      if (texts.size() != asked.size()) {
        throw refused(
            name,
            place,
            "it delivered %d values instead of %d".formatted(texts.size(), asked.size()));
      }
      for (int i = 0; i < asked.size(); i++) {
        delivered.put(asked.get(i), texts.get(i));
      }
    } catch (PluginException e) {
      throw refused(name, place, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(name, place, "reading was cancelled");
    }
  }

  private ConfigSource find(String name, SourceRange place) {
    if (name.equals(EnvironmentFileSource.NAME)) {
      return new EnvironmentFileSource(directory);
    }
    Optional<Component<ConfigSource>> component = plugins.find(name).flatMap(Plugin::configSource);
    if (component.isEmpty()) {
      throw new HclException(unknown(plugins, name, place));
    }
    try {
      return component.get().create(settings.getOrDefault(name, Map.of()));
    } catch (ConfigException e) {
      throw refused(
          name,
          place,
          "its settings are wrong (waypoint config source-set -type=%s): %s"
              .formatted(name, e.getMessage()));
    }
  }

  /** Whether there is such a source. */
  static boolean has(PluginCatalog plugins, String name) {
    return name.equals(EnvironmentFileSource.NAME)
        || plugins.find(name).flatMap(Plugin::configSource).isPresent();
  }

  static Diagnostic unknown(PluginCatalog plugins, String name, SourceRange place) {
    Set<String> known = new TreeSet<>(plugins.names(plugin -> plugin.configSource().isPresent()));
    known.add(EnvironmentFileSource.NAME);
    return Diagnostic.error(
        "Unknown config source",
        "There is no config source \"%s\" here.%s There are: %s."
            .formatted(name, Names.didYouMean(name, known), String.join(", ", known)),
        place);
  }

  private static HclException refused(String name, SourceRange place, String reason) {
    return new HclException(
        Diagnostic.error(
            "Missing dynamic value",
            "The config source \"%s\" cannot deliver: %s.".formatted(name, reason),
            place));
  }
}
