package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.hcl.config.ConfigContent;
import dev.waypoint.hcl.config.ConfigKind;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.ConfigSelection;
import dev.waypoint.hcl.config.ConfigVariable;
import dev.waypoint.hcl.config.PlainValues;
import dev.waypoint.hcl.config.ResolvedVariable;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file and the scope in which it is evaluated. */
final class HclProjectConfig implements ProjectConfig {
  private final WaypointFile file;
  private final ConfigScope scope;
  private final String cookie;
  private final ConfigSources sources;
  private final KeptEntries kept;
  private final String runnerId;

  HclProjectConfig(
      WaypointFile file,
      ConfigScope scope,
      String cookie,
      ConfigSources sources,
      KeptEntries kept,
      String runnerId) {
    this.kept = kept;
    this.runnerId = runnerId;
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
      return new HclAppConfig(file, file.app(name), scope, sources, kept);
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
  public RunnerConfig runnerConfig(Optional<String> application) throws ConfigInvalidException {
    try {
      ConfigSelection config = file.runnerConfig(application, scope, kept.variables(), runnerId);
      return new RunnerConfig(values(config, ConfigKind.ENV), values(config, ConfigKind.FILE));
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  private Map<String, String> values(ConfigSelection config, ConfigKind kind) {
    return config.values(kind, sources.read(config.dynamic(kind)));
  }

  @Override
  public List<ConfigEntry> configEntries(List<String> applications) throws ConfigInvalidException {
    try {
      Set<ConfigVariable> variables = new LinkedHashSet<>(file.config(scope));
      applications.forEach(app -> variables.addAll(file.config(app, scope)));
      Set<String> secrets = sensitiveValues();
      return variables.stream()
          .map(variable -> ConfigEntries.entry(variable, isSensitive(variable, secrets)))
          .toList();
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  private static boolean isSensitive(ConfigVariable variable, Set<String> secrets) {
    String text =
        switch (variable.content()) {
          case ConfigContent.Text(String value) -> value;
          case ConfigContent.Template(String value) -> value;
          case ConfigContent.Dynamic _ -> "";
        };
    return secrets.stream().anyMatch(secret -> !secret.isEmpty() && text.contains(secret));
  }

  @Override
  public Set<String> sensitiveValues() {
    Set<String> values = new HashSet<>(sources.texts());
    values.addAll(kept.secrets());
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
