package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An {@code app} stanza. */
public final class AppConfig {
  private final WaypointFile file;
  private final String name;
  private final BodyContent content;

  AppConfig(WaypointFile file, Block block) {
    this.file = file;
    this.name = block.labels().getFirst();
    this.content = block.body().content(Schemas.APP, new Diagnostics());
  }

  /** The name. */
  public String name() {
    return name;
  }

  /**
   * The directory of the application, relative to that of the file; {@code .} by default.
   *
   * @throws HclException if the path cannot be evaluated or leads out of the project
   */
  public String path(ConfigScope scope) {
    Optional<Attribute> attribute = content.attribute("path");
    if (attribute.isEmpty()) {
      return ".";
    }
    Diagnostics diagnostics = new Diagnostics();
    new VariableUse(file.variables(), scope.variables())
        .check(attribute.get().expression(), "The path of the application", diagnostics);
    diagnostics.throwIfErrors();
    String path =
        new Reading(content, scope.appContext(name, "."), diagnostics).string("path", ".");
    AppPaths.problem(path, attribute.get().expression().range()).ifPresent(diagnostics::add);
    diagnostics.throwIfErrors();
    return path;
  }

  /** The directory if it depends on nothing, else {@code .}. */
  public String path() {
    return constantPath();
  }

  String constantPath() {
    return content
        .attribute("path")
        .flatMap(attribute -> Reading.constant(attribute.expression()))
        .orElse(".");
  }

  /**
   * The labels of the application.
   *
   * @throws HclException if they cannot be evaluated
   */
  public Map<String, String> labels(ConfigScope scope) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> labels =
        new Reading(content, context(scope), diagnostics).stringMap("labels");
    diagnostics.throwIfErrors();
    return labels;
  }

  /** Whether the file has a stanza for a stage. */
  public boolean hasStage(Stage stage) {
    return new Stages(content).block(stage, Optional.empty()).isPresent();
  }

  /** The plugins that any stage may use, in the order of the file. */
  public Set<String> plugins() {
    return new LinkedHashSet<>(new Stages(content).plugins());
  }

  /**
   * How a stage is done: by the stanza for the workspace if there is one, else by that for labels
   * whose selector matches and is the longest, else by the default. Nothing is inherited from one
   * to the other.
   *
   * @return empty if the file does not have the stage
   * @throws HclException if hooks or labels of the stage cannot be evaluated
   */
  public Optional<StageConfig> stage(Stage stage, ConfigScope scope) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<StageConfig> config =
        new Stages(content)
            .block(stage, Optional.of(scope))
            .flatMap(block -> config(block, scope, diagnostics));
    diagnostics.throwIfErrors();
    return config;
  }

  private EvalContext context(ConfigScope scope) {
    return scope.appContext(name, path(scope));
  }

  private Optional<StageConfig> config(Block stage, ConfigScope scope, Diagnostics diagnostics) {
    BodyContent parts = stage.body().content(Schemas.BUILD, new Diagnostics());
    EvalContext context = context(scope);
    List<Block> uses = parts.blocksOfType("use");
    if (uses.isEmpty()) {
      return Optional.empty();
    }
    Block use = uses.getFirst();
    return Optional.of(
        new StageConfig(
            use.labels().getFirst(),
            use.body(),
            context,
            Hooks.read(parts.blocksOfType("hook"), context, diagnostics),
            new Reading(parts, context, diagnostics).stringMap("labels"),
            use.headerRange()));
  }
}
