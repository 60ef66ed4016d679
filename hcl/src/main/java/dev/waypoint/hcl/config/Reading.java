package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the attributes of a stanza to values of a type. */
final class Reading {
  private final BodyContent content;
  private final EvalContext context;
  private final Diagnostics diagnostics;

  Reading(BodyContent content, EvalContext context, Diagnostics diagnostics) {
    this.content = content;
    this.context = context;
    this.diagnostics = diagnostics;
  }

  /** The text of an attribute; empty if there is none or it is null. */
  Optional<String> string(String name) {
    return present(name, Type.STRING).map(Value::asString);
  }

  String string(String name, String otherwise) {
    return string(name).orElse(otherwise);
  }

  boolean bool(String name) {
    return present(name, Type.BOOL).map(Value::asBoolean).orElse(false);
  }

  int integer(String name) {
    Optional<Value> value = present(name, Type.NUMBER);
    if (value.isPresent() && !value.get().asNumber().fitsInt()) {
      diagnostics.error(
          "Unsuitable value",
          "The argument \"" + name + "\" needs a whole number.",
          content.attributes().get(name).expression().range());
      return 0;
    }
    return value.map(v -> v.asNumber().intValueExact()).orElse(0);
  }

  List<String> strings(String name) {
    return present(name, Type.list(Type.STRING))
        .map(value -> value.elements().stream().map(Value::asString).toList())
        .orElse(List.of());
  }

  Map<String, String> stringMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    present(name, Type.map(Type.STRING))
        .ifPresent(value -> value.asMap().forEach((key, text) -> map.put(key, text.asString())));
    return map;
  }

  private Optional<Value> present(String name, Type type) {
    Optional<Attribute> attribute = content.attribute(name);
    if (attribute.isEmpty()) {
      return Optional.empty();
    }
    return value(attribute.get(), type, context, diagnostics)
        .filter(Value::isPresent)
        .filter(value -> requireWhole(attribute.get(), value));
  }

  private boolean requireWhole(Attribute attribute, Value value) {
    boolean whole =
        value.isWhollyKnown()
            && (value.type().isPrimitive() || value.elements().stream().noneMatch(Value::isNull));
    if (!whole) {
      diagnostics.error(
          "Unsuitable value",
          "The argument \"" + attribute.name() + "\" holds a null or unknown value.",
          attribute.expression().range());
    }
    return whole;
  }

  /** The value of an attribute; empty after a problem. */
  static Optional<Value> value(
      Attribute attribute, Type type, EvalContext context, Diagnostics diagnostics) {
    if (UndeclaredVariables.report(attribute.expression(), context, diagnostics)) {
      return Optional.empty();
    }
    Diagnostics own = new Diagnostics();
    Value value = Evaluator.evaluate(attribute.expression(), context, own);
    diagnostics.addAll(own);
    if (own.hasErrors()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Conversion.convert(value, type));
    } catch (ConversionException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unsuitable value type",
              "Unsuitable value for \"" + attribute.name() + "\": " + e.getMessage() + ".",
              attribute.expression().range()));
      return Optional.empty();
    }
  }

  /** The text of an expression that is constant; empty if it is not, or no text. */
  static Optional<String> constant(Expression expression) {
    Diagnostics ignored = new Diagnostics();
    Value value = Evaluator.evaluate(expression, EvalContext.CONSTANTS, ignored);
    return ignored.hasErrors() || !value.isPresent() || value.type() != Type.STRING
        ? Optional.empty()
        : Optional.of(value.asString());
  }
}
