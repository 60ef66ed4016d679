package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.value.CodePointOrder;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates one {@code for} expression. */
final class ForEvaluator {
  private final Evaluator evaluator;
  private final Diagnostics diagnostics;
  private final Expression.For loop;
  private final EvalContext context;
  private final List<Value> items = new ArrayList<>();
  private final Map<String, List<Value>> entries = new TreeMap<>(CodePointOrder.INSTANCE);
  private boolean known = true;
  private boolean conditionFailed;

  ForEvaluator(Evaluator evaluator, Expression.For loop, EvalContext context) {
    this.evaluator = evaluator;
    this.diagnostics = evaluator.diagnostics;
    this.loop = loop;
    this.context = context;
  }

  Value value() {
    int before = diagnostics.count();
    Value collection = evaluator.value(loop.collection(), context);
    if (diagnostics.count() > before) {
      return Value.DYNAMIC;
    }
    if (collection.isNull()) {
      return reject(
          "Iteration over null value",
          "A null value cannot be used as the collection in a 'for' expression.");
    }
    Type type = collection.type();
    if (type == Type.DYNAMIC) {
      return Value.DYNAMIC;
    }
    if (!type.isSequence() && !type.isKeyed()) {
      return reject(
          "Iteration over non-iterable value",
          "A value of type %s cannot be used as the collection in a 'for' expression."
              .formatted(type.friendlyName()));
    }
    if (!collection.isKnown()) {
      return Value.DYNAMIC;
    }
    iterate(collection);
    if (!known) {
      return Value.DYNAMIC;
    }
    return loop.key().isEmpty() ? Value.tuple(items) : object();
  }

  private Value reject(String summary, String detail) {
    diagnostics.add(
        Diagnostic.error(summary, detail, loop.collection().range())
            .within(loop.range())
            .noting(Notes.of(loop.collection(), context)));
    return Value.DYNAMIC;
  }

  private void iterate(Value collection) {
    if (collection.type().isKeyed()) {
      collection.asMap().forEach((name, element) -> element(Value.string(name), element));
      return;
    }
    boolean set = collection.type() instanceof Type.SetType;
    int index = 0;
    for (Value element : collection.elements()) {
      element(set ? element : Value.number(index), element);
      index++;
    }
  }

  private void element(Value key, Value element) {
    Map<String, Value> variables = new HashMap<>();
    loop.keyVariable().ifPresent(name -> variables.put(name, key));
    variables.put(loop.valueVariable(), element);
    EvalContext child = context.withLoopVariables(variables);
    if (loop.condition().isPresent()
        && (conditionFailed || !included(loop.condition().get(), child))) {
      return;
    }
    if (loop.key().isEmpty()) {
      items.add(evaluator.value(loop.value(), child));
    } else {
      entry(loop.key().get(), child);
    }
  }

  private boolean included(Expression condition, EvalContext child) {
    int before = diagnostics.count();
    Value value = evaluator.value(condition, child);
    if (diagnostics.count() > before) {
      known = false;
      return false;
    }
    if (value.isNull()) {
      fail("Condition is null", "The value of the 'if' clause must not be null.", condition, child);
      conditionFailed = true;
      return false;
    }
    try {
      Value truth = Conversion.convert(value, Type.BOOL);
      known &= truth.isKnown();
      return truth.isKnown() && truth.asBoolean();
    } catch (ConversionException e) {
      fail(
          "Invalid 'for' condition",
          "The 'if' clause value is invalid: " + e.getMessage() + ".",
          condition,
          child);
      conditionFailed = true;
      return false;
    }
  }

  private void entry(Expression keyExpression, EvalContext child) {
    int before = diagnostics.count();
    Value key = evaluator.value(keyExpression, child);
    if (diagnostics.count() > before) {
      known = false;
      return;
    }
    if (key.isNull()) {
      fail(
          "Invalid object key",
          "Key expression in 'for' expression must not produce a null value.",
          keyExpression,
          child);
      return;
    }
    Value name;
    if (!key.isKnown()) {
      known = false;
      return;
    }
    try {
      name = Conversion.convert(key, Type.STRING);
    } catch (ConversionException e) {
      fail(
          "Invalid object key",
          "The key expression produced an invalid result: " + e.getMessage() + ".",
          keyExpression,
          child);
      return;
    }
    Value value = evaluator.value(loop.value(), child);
    List<Value> values = entries.computeIfAbsent(name.asString(), _ -> new ArrayList<>());
    if (!values.isEmpty() && !loop.grouping()) {
      fail(
          "Duplicate object key",
          ("Two different items produced the key \"%s\" in this 'for' expression. If "
                  + "duplicates are expected, use the ellipsis (...) after the value "
                  + "expression to enable grouping by key.")
              .formatted(name.asString()),
          keyExpression,
          child);
      return;
    }
    values.add(value);
  }

  private void fail(String summary, String detail, Expression subject, EvalContext child) {
    known = false;
    diagnostics.add(
        Diagnostic.error(summary, detail, subject.range())
            .within(loop.range())
            .noting(Notes.of(subject, child)));
  }

  private Value object() {
    Map<String, Value> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
    entries.forEach(
        (name, values) ->
            attributes.put(name, loop.grouping() ? Value.tuple(values) : values.getFirst()));
    return Value.object(attributes);
  }
}
