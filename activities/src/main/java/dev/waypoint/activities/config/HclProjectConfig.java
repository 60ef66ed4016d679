package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.PlainValues;
import dev.waypoint.hcl.config.ResolvedVariable;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file and the scope in which it is evaluated. */
final class HclProjectConfig implements ProjectConfig {
  private final WaypointFile file;
  private final ConfigScope scope;
  private final String cookie;
  private final ConfigSources sources;

  HclProjectConfig(WaypointFile file, ConfigScope scope, String cookie, ConfigSources sources) {
    this.sources = sources;
    this.file = file;
    this.scope = scope;
    this.cookie = cookie;
  }

  @Override
  public List<String> applications() {
    return file.appNames();
  }

  @Override
  public AppConfig application(String name) throws ConfigInvalidException {
    try {
      return new HclAppConfig(file, file.app(name), scope, sources);
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public List<FinalVariable> variables() {
    return scope.variables().usedTable(cookie).stream()
        .map(
            row ->
                new FinalVariable(
                    row.variable(),
                    row.value(),
                    row.type().equals("sensitive"),
                    row.type(),
                    row.source()))
        .toList();
  }

  @Override
  public Set<String> sensitiveValues() {
    Set<String> values = new HashSet<>(sources.texts());
    for (ResolvedVariable variable : scope.variables().byName().values()) {
      if (variable.sensitive()) {
        values.add(variable.valueText());
        addTexts(PlainValues.toJava(variable.value()), values);
      }
    }
    return values;
  }

  private static void addTexts(Object plain, Set<String> texts) {
    switch (plain) {
      case null -> {}
      case String text -> texts.add(text);
      case List<?> list -> list.forEach(element -> addTexts(element, texts));
      case Map<?, ?> map -> map.values().forEach(element -> addTexts(element, texts));
      default -> {
        // Numbers and truth values alone identify nothing.
      }
    }
  }
}
