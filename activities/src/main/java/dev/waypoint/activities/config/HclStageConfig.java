package dev.waypoint.activities.config;

import dev.waypoint.hcl.config.BodyDecoder;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.ConfigProblem;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.List;
import java.util.Map;

/** A stage of a file. */
final class HclStageConfig implements StageConfig {
  private final dev.waypoint.hcl.config.StageConfig stage;

  HclStageConfig(dev.waypoint.hcl.config.StageConfig stage) {
    this.stage = stage;
  }

  @Override
  public String plugin() {
    return stage.plugin();
  }

  @Override
  public Map<String, String> labels() {
    return stage.labels();
  }

  @Override
  public List<Hook> hooks() {
    return stage.hooks().stream()
        .map(
            hook ->
                new Hook(
                    switch (hook.when()) {
                      case BEFORE -> Hook.When.BEFORE;
                      case AFTER -> Hook.When.AFTER;
                    },
                    hook.command(),
                    hook.onFailure() == dev.waypoint.hcl.config.Hook.OnFailure.CONTINUE))
        .toList();
  }

  @Override
  public Map<String, Object> values(ConfigSchema schema) throws ConfigInvalidException {
    try {
      return BodyDecoder.decode(stage.body(), DecodeSchemas.of(schema), stage.context());
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public ConfigInvalidException invalid(ConfigException refusal) {
    HclException placed =
        new HclException(refusal.problems().stream().map(this::diagnostic).toList());
    return new ConfigInvalidException(placed.getMessage(), refusal);
  }

  private Diagnostic diagnostic(ConfigProblem problem) {
    return Diagnostic.error(
        "Wrong configuration of plugin \"%s\"".formatted(plugin()),
        problem.toString(),
        place(problem));
  }

  /** Of the attribute or block, as far as it is directly in the stage; else of the whole. */
  private SourceRange place(ConfigProblem problem) {
    if (problem.path().isEmpty()) {
      return stage.range();
    }
    String name = problem.path().getFirst().replaceFirst("\\[.*", "");
    BodyContent content =
        stage
            .body()
            .partialContent(
                BodySchema.builder().optional(name).block(name).build(), new Diagnostics())
            .content();
    return content
        .attribute(name)
        .map(Attribute::range)
        .or(() -> content.blocksOfType(name).stream().findFirst().map(Block::headerRange))
        .orElse(stage.range());
  }
}
