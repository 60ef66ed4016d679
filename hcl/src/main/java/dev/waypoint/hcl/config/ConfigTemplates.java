package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Traversal;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates of an expression what does not depend on dynamic values, and keeps the rest as it is
 * written.
 */
final class ConfigTemplates {
  private final ConfigEvaluation evaluation;
  private final List<Traversal> pending;
  private final EvalContext context;
  private final Diagnostics diagnostics;

  ConfigTemplates(
      ConfigEvaluation evaluation,
      ConfigReferences references,
      EvalContext context,
      Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.pending = references.pending();
    this.context = context;
    this.diagnostics = diagnostics;
  }

  /** A template without quotes; empty after a problem. */
  Optional<String> template(Expression expression) {
    List<Expression> parts =
        switch (expression) {
          case Expression.Template template -> template.parts();
          case Expression.TemplateWrap wrap -> List.of(wrap.wrapped());
          default -> List.of(expression);
        };
    StringBuilder out = new StringBuilder();
    for (Expression part : parts) {
      Optional<String> text =
          dependsOnPending(part)
              ? kept(part)
              : evaluation.text(part, context).map(ConfigContent::escaped);
      if (text.isEmpty()) {
        return text;
      }
      out.append(text.get());
    }
    return Optional.of(out.toString());
  }

  private boolean dependsOnPending(Expression part) {
    return part.variables().stream().anyMatch(pending::contains);
  }

  private Optional<String> kept(Expression part) {
    for (Traversal traversal : part.variables()) {
      if (!traversal.root().equals("config")) {
        diagnostics.error(
            "Dynamic value too late",
            ("%s stands in one expression with a value that a config source delivers later."
                    + " Put it into \"internal\" and refer to it as config.internal.NAME, or into"
                    + " an interpolation of its own.")
                .formatted(traversal),
            traversal.range());
        return Optional.empty();
      }
    }
    String source = part.range().text();
    return Optional.of(source.startsWith("%{") ? source : "${" + source + "}");
  }
}
