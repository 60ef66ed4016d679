package dev.waypoint.activities.config;

import dev.waypoint.hcl.config.ConfigKind;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.ConfigSelection;
import dev.waypoint.hcl.config.PlainValues;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An application of a file. */
final class HclAppConfig implements AppConfig {
  static final String ENTRYPOINT = "entrypoint";

  /** Nothing is put into images: what templates would have to hand on to it is empty. */
  static final Value NO_ENTRYPOINT = Value.object(Map.of("env", Value.stringMap(Map.of())));

  private final WaypointFile file;
  private final dev.waypoint.hcl.config.AppConfig app;
  private final ConfigScope scope;

  private final ConfigSources sources;
  private final KeptEntries kept;

  HclAppConfig(
      WaypointFile file,
      dev.waypoint.hcl.config.AppConfig app,
      ConfigScope scope,
      ConfigSources sources,
      KeptEntries kept) {
    this.sources = sources;
    this.kept = kept;
    this.file = file;
    this.app = app;
    this.scope = scope;
  }

  @Override
  public String name() {
    return app.name();
  }

  @Override
  public String path() throws ConfigInvalidException {
    try {
      return app.path(scope);
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> labels() throws ConfigInvalidException {
    try {
      Map<String, String> labels = new TreeMap<>(file.labels());
      labels.putAll(app.labels(scope));
      return labels;
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> environment() throws ConfigInvalidException {
    try {
      ConfigSelection config = file.deploymentConfig(app.name(), scope, kept.variables());
      return config.values(ConfigKind.ENV, sources.read(config.dynamic(ConfigKind.ENV)));
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public Set<String> sensitiveValues() {
    return sources.texts();
  }

  @Override
  public Optional<StageConfig> stage(Stage stage, StageInput input) throws ConfigInvalidException {
    ConfigScope stageScope =
        stage == Stage.DEPLOY || stage == Stage.RELEASE
            ? scope.with(ENTRYPOINT, NO_ENTRYPOINT)
            : scope;
    if (input.artifact().isPresent()) {
      stageScope = stageScope.with("artifact", PlainValues.toValue(input.artifact().get()));
    }
    if (input.deployment().isPresent()) {
      stageScope = stageScope.with("deploy", PlainValues.toValue(input.deployment().get()));
    }
    try {
      return app.stage(dev.waypoint.hcl.config.Stage.valueOf(stage.name()), stageScope)
          .map(HclStageConfig::new);
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }
}
