package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Evaluates the values of {@code config} stanzas, each after those that it refers to. */
final class ConfigEvaluation {
  private final Diagnostics diagnostics;
  private final Deque<ConfigCell> running = new ArrayDeque<>();

  ConfigEvaluation(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** All values of a level, in no order. */
  List<ConfigVariable> variables(ConfigLevel level) {
    List<ConfigVariable> variables = new ArrayList<>();
    for (ConfigKind kind : ConfigKind.values()) {
      level.wholes.get(kind).forEach(whole -> run(whole, whole.expression.range()));
      for (Map.Entry<String, ConfigCell> entry : level.cells(kind).entrySet()) {
        run(entry.getValue(), entry.getValue().expression.range());
        entry
            .getValue()
            .content
            .map(content -> new ConfigVariable(entry.getKey(), kind, level.target, content))
            .ifPresent(variables::add);
      }
    }
    return variables;
  }

  /** Brings a value to its end; complains about loops at the place that asks for it. */
  void run(ConfigCell cell, SourceRange asked) {
    switch (cell.state) {
      case DONE -> {}
      case RUNNING -> loop(cell, asked);
      case WAITING -> {
        cell.state = ConfigCell.State.RUNNING;
        running.push(cell);
        if (cell.name.isPresent()) {
          cell.content = content(cell);
        } else {
          whole(cell);
        }
        running.pop();
        cell.state = ConfigCell.State.DONE;
      }
    }
  }

  private void loop(ConfigCell cell, SourceRange asked) {
    StringJoiner way = new StringJoiner(" → ");
    Iterator<ConfigCell> outermost = running.descendingIterator();
    boolean inside = false;
    while (outermost.hasNext()) {
      ConfigCell at = outermost.next();
      inside |= at == cell;
      if (inside) {
        way.add(at.toString());
      }
    }
    way.add(cell.toString());
    diagnostics.error(
        "Values depend on each other in a loop",
        "%s. One of them must not refer to the next.".formatted(way),
        asked);
  }

  private Optional<ConfigContent> content(ConfigCell cell) {
    Expression expression = cell.expression;
    if (expression instanceof Expression.JsonText text) {
      Diagnostics syntax = new Diagnostics();
      Optional<Expression> template = text.template(syntax);
      diagnostics.addAll(syntax);
      if (template.isEmpty()) {
        return Optional.empty();
      }
      expression = template.get();
    }
    Optional<ConfigReferences> references = references(expression, cell.level);
    if (references.isEmpty()) {
      return Optional.empty();
    }
    EvalContext context = references.get().context(cell.level.context);
    boolean complete = references.get().pending().isEmpty();
    Optional<Expression.Call> call = DynamicCalls.find(expression);
    if (call.isPresent()) {
      if (!complete) {
        pendingElsewhere(references.get(), "What a config source is asked for");
        return Optional.empty();
      }
      return DynamicCalls.read(call.get(), context, diagnostics).map(ConfigContent.Dynamic::new);
    }
    return complete
        ? text(expression, context).map(ConfigContent.Text::new)
        : new ConfigTemplates(this, references.get(), context, diagnostics)
            .template(expression)
            .map(ConfigContent.Template::new);
  }

  private Optional<ConfigReferences> references(Expression expression, ConfigLevel level) {
    ConfigReferences references = new ConfigReferences(this, level, diagnostics);
    for (Traversal traversal : expression.variables()) {
      if (traversal.root().equals("config") && !references.add(traversal)) {
        return Optional.empty();
      }
    }
    return Optional.of(references);
  }

  private void pendingElsewhere(ConfigReferences references, String what) {
    references
        .pending()
        .forEach(
            traversal ->
                diagnostics.error(
                    "Dynamic value too late",
                    what
                        + " cannot depend on "
                        + traversal
                        + ", which a config source delivers later.",
                    traversal.range()));
  }

  /** The text of an expression that depends on nothing dynamic; empty after a problem. */
  Optional<String> text(Expression expression, EvalContext context) {
    if (UndeclaredVariables.report(expression, context, diagnostics)) {
      return Optional.empty();
    }
    Diagnostics own = new Diagnostics();
    Value value = Evaluator.evaluate(expression, context, own);
    diagnostics.addAll(own);
    return own.hasErrors() ? Optional.empty() : text(value, expression.range());
  }

  private Optional<String> text(Value value, SourceRange range) {
    if (!value.isPresent()) {
      diagnostics.error(
          "Configuration value without a value",
          (value.isNull() ? "The value is null." : "The value is not known.")
              + " Give it a text; an empty one is possible.",
          range);
      return Optional.empty();
    }
    try {
      return Optional.of(Conversion.convert(value, Type.STRING).asString());
    } catch (ConversionException e) {
      diagnostics.error(
          "Unsuitable value type",
          "A configuration value must be a text: "
              + e.getMessage()
              + ". Use jsonencode or yamlencode for structures.",
          range);
      return Optional.empty();
    }
  }

  private void whole(ConfigCell cell) {
    Optional<ConfigReferences> references = references(cell.expression, cell.level);
    if (references.isEmpty()) {
      return;
    }
    if (!references.get().pending().isEmpty()) {
      pendingElsewhere(references.get(), "A computed map");
      return;
    }
    if (UndeclaredVariables.report(cell.expression, cell.level.context, diagnostics)) {
      return;
    }
    Diagnostics own = new Diagnostics();
    Value value =
        Evaluator.evaluate(cell.expression, references.get().context(cell.level.context), own);
    diagnostics.addAll(own);
    if (own.hasErrors()) {
      return;
    }
    if (!value.isPresent() || !value.type().isKeyed()) {
      diagnostics.error(
          "Unsuitable value type",
          "\"%s\" needs a map of texts.".formatted(cell.kind.word()),
          cell.expression.range());
      return;
    }
    value
        .asMap()
        .forEach(
            (name, element) -> {
              ConfigCell computed =
                  new ConfigCell(cell.level, cell.kind, Optional.of(name), cell.expression);
              computed.state = ConfigCell.State.DONE;
              computed.content =
                  text(element, cell.expression.range()).map(ConfigContent.Text::new);
              cell.level.cells(cell.kind).put(name, computed);
            });
  }
}
