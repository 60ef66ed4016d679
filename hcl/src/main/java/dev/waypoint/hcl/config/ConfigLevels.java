package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays {@code config} stanzas out in levels; evaluates nothing but names. */
final class ConfigLevels {
  private final Diagnostics diagnostics;
  private final List<ConfigLevel> levels = new ArrayList<>();

  ConfigLevels(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<ConfigLevel> all() {
    return levels;
  }

  /** The level of all stanzas of one scope; those inside of them become levels of their own. */
  ConfigLevel add(
      List<Block> stanzas, Optional<ConfigLevel> outer, ConfigTarget target, EvalContext context) {
    ConfigLevel level = new ConfigLevel(outer, target, context);
    levels.add(level);
    stanzas.forEach(stanza -> fill(level, stanza, outer));
    return level;
  }

  /**
   * @param project what runners of an application see of it
   */
  private void fill(ConfigLevel level, Block stanza, Optional<ConfigLevel> project) {
    BodySchema schema = level.target.runner() ? Schemas.CONFIG_RUNNER : Schemas.CONFIG;
    BodyContent content = stanza.body().content(schema, new Diagnostics());
    for (ConfigKind kind : ConfigKind.values()) {
      content.attribute(kind.word()).ifPresent(attribute -> fill(level, kind, attribute));
    }
    for (Block inner : content.blocks()) {
      switch (inner.type()) {
        case "workspace" ->
            nest(level, inner, level.target.inWorkspace(inner.labels().getFirst()), project);
        case "label" ->
            nest(level, inner, level.target.withLabels(inner.labels().getFirst()), project);
        default -> {
          Optional<ConfigLevel> seen =
              level.target.app().isPresent() ? project : Optional.of(level);
          ConfigLevel runner = new ConfigLevel(seen, level.target.forRunners(), level.context);
          levels.add(runner);
          fill(runner, inner, project);
        }
      }
    }
  }

  private void nest(
      ConfigLevel level, Block block, ConfigTarget target, Optional<ConfigLevel> project) {
    ConfigLevel nested = new ConfigLevel(Optional.of(level), target, level.context);
    levels.add(nested);
    fill(nested, block, project);
  }

  private void fill(ConfigLevel level, ConfigKind kind, Attribute attribute) {
    Expression expression = attribute.expression();
    while (expression instanceof Expression.Parentheses parentheses) {
      expression = parentheses.inner();
    }
    switch (expression) {
      case Expression.ObjectLiteral object ->
          object.items().forEach(item -> cell(level, kind, item.key(), item.value()));
      case Expression.JsonObject object ->
          object.members().forEach(member -> cell(level, kind, member.name(), member.value()));
      default ->
          level.wholes.get(kind).add(new ConfigCell(level, kind, Optional.empty(), expression));
    }
  }

  private void cell(ConfigLevel level, ConfigKind kind, Expression key, Expression value) {
    Diagnostics own = new Diagnostics();
    Value name = Evaluator.evaluate(key, level.context, own);
    diagnostics.addAll(own);
    if (own.hasErrors()) {
      return;
    }
    try {
      Value text = Conversion.convert(name, Type.STRING);
      if (text.isPresent() && !text.asString().isEmpty()) {
        String known = text.asString();
        level.cells(kind).put(known, new ConfigCell(level, kind, Optional.of(known), value));
        return;
      }
    } catch (ConversionException _) {
      // Told below, like null and nothing.
    }
    diagnostics.error(
        "Unsuitable name", "The name of a configuration value must be a text.", key.range());
  }
}
