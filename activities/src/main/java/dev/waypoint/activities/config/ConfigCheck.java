package dev.waypoint.activities.config;

import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.hcl.config.AppConfig;
import dev.waypoint.hcl.config.BodyDecoder;
import dev.waypoint.hcl.config.ConfigContent;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.ConfigVariable;
import dev.waypoint.hcl.config.DynamicValue;
import dev.waypoint.hcl.config.StageConfig;
import dev.waypoint.hcl.config.VariableDeclaration;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.Severity;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a waypoint.hcl as far as that is possible without running anything: its stages against
 * what plugins take, and its expressions with those variables that have a value. Reads no config
 * source.
 */
public final class ConfigCheck {
  private final PluginCatalog plugins;
  private final WaypointFile file;
  private final ConfigScope scope;
  private final boolean complete;
  private final Set<Diagnostic> findings = new LinkedHashSet<>();

  private ConfigCheck(PluginCatalog plugins, WaypointFile file, ConfigScope scope) {
    this.plugins = plugins;
    this.file = file;
    List<VariableDeclaration> unset =
        file.variables().stream()
            .filter(variable -> scope.variables().get(variable.name()).isEmpty())
            .toList();
    unset.forEach(this::unset);
    this.complete = unset.isEmpty();
    this.scope = withUnknown(scope, unset);
  }

  /**
   * Everything that is wrong or may become so; empty when nothing was found. What fails while a
   * variable has no value is a warning.
   *
   * @param plugins those that operations will have
   * @param scope whose variables may lack values
   */
  public static List<Diagnostic> check(
      PluginCatalog plugins, WaypointFile file, ConfigScope scope) {
    ConfigCheck check = new ConfigCheck(plugins, file, scope);
    check.run();
    return List.copyOf(check.findings);
  }

  private void unset(VariableDeclaration variable) {
    String dynamic =
        variable
            .dynamicDefault()
            .map(DynamicValue::source)
            .map(" A runner asks the config source \"%s\" for it."::formatted)
            .orElse("");
    findings.add(
        Diagnostic.warning(
            "Variable without a value",
            "The variable \"%s\" has no value here: what depends on it is not checked.%s"
                .formatted(variable.name(), dynamic),
            variable.range()));
  }

  private static ConfigScope withUnknown(ConfigScope scope, List<VariableDeclaration> unset) {
    Map<String, Value> variables = new HashMap<>(scope.variables().toObject().asMap());
    unset.forEach(variable -> variables.put(variable.name(), Value.unknown(variable.type())));
    return scope.with("var", Value.object(variables));
  }

  /** With what an operation will have made when it comes to this stage. */
  private ConfigScope scope(dev.waypoint.hcl.config.Stage stage) {
    return switch (stage) {
      case BUILD -> scope;
      case REGISTRY -> scope.with("artifact", Value.DYNAMIC);
      case DEPLOY ->
          scope
              .with("artifact", Value.DYNAMIC)
              .with(HclAppConfig.ENTRYPOINT, HclAppConfig.NO_ENTRYPOINT);
      case RELEASE ->
          scope
              .with("artifact", Value.DYNAMIC)
              .with("deploy", Value.DYNAMIC)
              .with(HclAppConfig.ENTRYPOINT, HclAppConfig.NO_ENTRYPOINT);
    };
  }

  private void run() {
    file.variables().forEach(variable -> variable.dynamicDefault().ifPresent(this::check));
    file.pipelineRanges().forEach(this::unused);
    attempt(() -> check(file.config(scope)));
    for (String name : file.appNames()) {
      AppConfig app = file.app(name);
      attempt(() -> app.labels(scope));
      attempt(() -> check(file.config(name, scope)));
      for (dev.waypoint.hcl.config.Stage stage : dev.waypoint.hcl.config.Stage.values()) {
        attempt(() -> app.stage(stage, scope(stage)).ifPresent(config -> check(stage, config)));
      }
      attempt(() -> file.runnerProfile(name, scope));
    }
  }

  private void check(List<ConfigVariable> variables) {
    for (ConfigVariable variable : variables) {
      if (variable.content() instanceof ConfigContent.Dynamic(DynamicValue value)) {
        check(value);
      }
    }
  }

  private void check(DynamicValue value) {
    if (!ConfigSources.has(plugins, value.source())) {
      findings.add(ConfigSources.unknown(plugins, value.source(), value.range()));
    }
  }

  private void unused(SourceRange pipeline) {
    findings.add(
        Diagnostic.warning(
            "Pipeline without effect",
            "Pipelines are read and checked, but never run. Jobs that wait for each other"
                + " (-after=JOB) and \"waypoint up\" do what most of them do.",
            pipeline));
  }

  private void attempt(Runnable evaluation) {
    try {
      evaluation.run();
    } catch (HclException e) {
      e.diagnostics().forEach(this::add);
    }
  }

  private void add(Diagnostic found) {
    findings.add(
        complete
            ? found
            : new Diagnostic(
                Severity.WARNING,
                found.summary(),
                found.detail(),
                found.subject(),
                found.context(),
                found.notes()));
  }

  private void check(dev.waypoint.hcl.config.Stage stage, StageConfig config) {
    Optional<Plugin> plugin = plugins.find(config.plugin());
    if (plugin.isEmpty()) {
      findings.add(
          Diagnostic.error("Unknown plugin", plugins.unknown(config.plugin()), config.range()));
      return;
    }
    List<Component<?>> components = new ArrayList<>();
    (switch (stage) {
          case BUILD -> plugin.get().builder();
          case REGISTRY -> plugin.get().registry();
          case DEPLOY -> plugin.get().platform();
          case RELEASE -> plugin.get().releaseManager();
        })
        .ifPresent(components::add);
    if (components.isEmpty()) {
      findings.add(
          Diagnostic.error(
              "Unsuitable plugin",
              "The plugin \"%s\" cannot be used for %s."
                  .formatted(config.plugin(), Stage.valueOf(stage.name()).stanza()),
              config.range()));
      return;
    }
    BodyDecoder.check(
            config.body(), DecodeSchemas.of(components.getFirst().schema()), config.context())
        .forEach(findings::add);
  }
}
