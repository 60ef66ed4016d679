package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
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

/** Evaluates objects and splats. */
final class CollectionEvaluator {
  private final Evaluator evaluator;
  private final Diagnostics diagnostics;

  CollectionEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.diagnostics = evaluator.diagnostics;
  }

  Value object(Expression.ObjectLiteral object, EvalContext context) {
    Map<String, Value> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
    boolean known = true;
    for (Expression.ObjectLiteral.Item item : object.items()) {
      int before = diagnostics.count();
      Value key = evaluator.value(item.key(), context);
      boolean keyFailed = diagnostics.count() > before;
      Value value = evaluator.value(item.value(), context);
      if (keyFailed) {
        known = false;
        continue;
      }
      if (key.isNull()) {
        diagnostics.add(
            Diagnostic.error(
                    "Null value as key", "Can't use a null value as a key.", item.value().range())
                .noting(Notes.of(item.key(), context)));
        known = false;
        continue;
      }
      try {
        Value name = Conversion.convert(key, Type.STRING);
        if (name.isKnown()) {
          attributes.put(name.asString(), value);
        }
        known &= name.isKnown();
      } catch (ConversionException e) {
        diagnostics.add(
            Diagnostic.error(
                    "Incorrect key type",
                    "Can't use this value as a key: " + e.getMessage() + ".",
                    item.key().range())
                .noting(Notes.of(item.key(), context)));
        known = false;
      }
    }
    return known ? Value.object(attributes) : Value.DYNAMIC;
  }

  Value jsonObject(Expression.JsonObject object, EvalContext context) {
    Map<String, Value> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
    Map<String, SourceRange> places = new HashMap<>();
    boolean known = true;
    for (Expression.JsonObject.Member member : object.members()) {
      Value name = evaluator.value(member.name(), context);
      Value value = evaluator.value(member.value(), context);
      if (name.isNull()) {
        invalidName("Object attribute names must not be null.", member.name().range());
        known = false;
        continue;
      }
      try {
        Value text = Conversion.convert(name, Type.STRING);
        if (!text.isKnown()) {
          known = false;
          continue;
        }
        SourceRange earlier = places.putIfAbsent(text.asString(), member.name().range());
        if (earlier != null) {
          diagnostics.error(
              "Duplicate object attribute",
              "An attribute named \""
                  + text.asString()
                  + "\" was already defined at "
                  + earlier
                  + ".",
              member.name().range());
          known = false;
          continue;
        }
        attributes.put(text.asString(), value);
      } catch (ConversionException e) {
        invalidName(
            "Invalid object attribute name: " + e.getMessage() + ".", member.name().range());
        known = false;
      }
    }
    return known ? Value.object(attributes) : Value.DYNAMIC;
  }

  private void invalidName(String detail, SourceRange range) {
    diagnostics.error("Invalid object attribute name", detail, range);
  }

  Value splat(Expression.Splat splat, EvalContext context) {
    int before = diagnostics.count();
    Value source = evaluator.value(splat.source(), context);
    if (diagnostics.count() > before) {
      return Value.DYNAMIC;
    }
    Type type = source.type();
    boolean sequence = type.isSequence();
    if (source.isNull()) {
      return sequence ? nullSequence(splat, context) : Value.EMPTY_TUPLE;
    }
    if (type == Type.DYNAMIC) {
      return Value.DYNAMIC;
    }
    if (!sequence) {
      return Value.tuple(List.of(each(splat, source, context)));
    }
    if (type instanceof Type.TupleType tuple && !source.isKnown()) {
      List<Value> unknown = tuple.elements().stream().map(Value::unknown).toList();
      return Value.unknown(tuple(splat, unknown, context).type());
    }
    if (type instanceof Type.TupleType) {
      return tuple(splat, source.elements(), context);
    }
    if (!source.isKnown() || source.size() == 0) {
      Type element = each(splat, Value.unknown(type.elementType()), context).type();
      return source.isKnown() ? Value.list(element, List.of()) : Value.unknown(Type.list(element));
    }
    int start = diagnostics.count();
    List<Value> results = new ArrayList<>();
    source.elements().forEach(value -> results.add(each(splat, value, context)));
    if (diagnostics.count() > start) {
      return Value.DYNAMIC;
    }
    Type common = results.getFirst().type();
    return results.stream().allMatch(value -> value.type().equals(common))
        ? Value.list(common, results)
        : Value.tuple(results);
  }

  private Value nullSequence(Expression.Splat splat, EvalContext context) {
    diagnostics.add(
        Diagnostic.error(
                "Splat of null value",
                "Splat expressions (with the * symbol) cannot be applied to null sequences.",
                splat.source().range())
            .within(SourceRange.between(splat.source().range(), splat.item().range()))
            .noting(Notes.of(splat.source(), context)));
    return Value.DYNAMIC;
  }

  private Value tuple(Expression.Splat splat, List<Value> elements, EvalContext context) {
    List<Value> results = new ArrayList<>();
    elements.forEach(element -> results.add(each(splat, element, context)));
    return Value.tuple(results);
  }

  private Value each(Expression.Splat splat, Value element, EvalContext context) {
    Value outer = evaluator.splatItems.put(splat.item(), element);
    Value result = evaluator.value(splat.each(), context);
    if (outer == null) {
      evaluator.splatItems.remove(splat.item());
    } else {
      evaluator.splatItems.put(splat.item(), outer);
    }
    return result;
  }
}
