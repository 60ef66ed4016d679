package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.TraversalStep;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;

/** Goes from values to their attributes and elements. */
final class Steps {
  private static final String INVALID_INDEX = "Invalid index";
  private static final String NO_ELEMENT =
      "The given key does not identify an element in this collection value";

  private final Diagnostics diagnostics;

  Steps(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Value follow(Value start, List<TraversalStep> steps) {
    Value value = start;
    for (TraversalStep step : steps) {
      int before = diagnostics.count();
      value =
          switch (step) {
            case TraversalStep.Attribute attribute ->
                attribute(value, attribute.name(), attribute.range());
            case TraversalStep.Index index -> index(value, index.key(), index.range());
          };
      if (diagnostics.count() > before) {
        return Value.DYNAMIC;
      }
    }
    return value;
  }

  Value attribute(Value value, String name, SourceRange range) {
    if (value.isNull()) {
      return error(
          "Attempt to get attribute from null value",
          "This value is null, so it does not have any attributes.",
          range);
    }
    return switch (value.type()) {
      case Type.Dynamic _ -> Value.DYNAMIC;
      case Type.ObjectType object -> objectAttribute(value, object, name, range);
      case Type.MapType map -> mapElement(value, map, name, range);
      case Type.Primitive _,
          Type.ListType _,
          Type.SetType _,
          Type.TupleType _,
          Type.CapsuleType _ ->
          error("Unsupported attribute", "This value does not have any attributes.", range);
    };
  }

  private Value objectAttribute(Value value, Type.ObjectType type, String name, SourceRange range) {
    Type attribute = type.attributes().get(name);
    if (attribute == null) {
      return error(
          "Unsupported attribute",
          "This object does not have an attribute named \"" + name + "\".",
          range);
    }
    return value.isKnown() ? value.get(name) : Value.unknown(attribute);
  }

  private Value mapElement(Value value, Type.MapType type, String name, SourceRange range) {
    if (!value.isKnown()) {
      return Value.unknown(type.element());
    }
    Value element = value.get(name);
    return element != null
        ? element
        : error(
            "Missing map element",
            "This map does not have an element with the key \"" + name + "\".",
            range);
  }

  Value index(Value collection, Value key, SourceRange range) {
    if (collection.isNull()) {
      return error(
          "Attempt to index null value",
          "This value is null, so it does not have any indices.",
          range);
    }
    if (key.isNull()) {
      return error(INVALID_INDEX, "Can't use a null value as an indexing key.", range);
    }
    if (key.type() == Type.DYNAMIC) {
      return Value.DYNAMIC;
    }
    return switch (collection.type()) {
      case Type.Dynamic _ -> Value.DYNAMIC;
      case Type.ListType list -> sequenceElement(collection, key, list.element(), range);
      case Type.TupleType _ -> sequenceElement(collection, key, Type.DYNAMIC, range);
      case Type.MapType map -> keyedElement(collection, key, map.element(), range);
      case Type.ObjectType _ -> keyedElement(collection, key, Type.DYNAMIC, range);
      case Type.Primitive _, Type.SetType _, Type.CapsuleType _ ->
          error(INVALID_INDEX, "This value does not have any indices.", range);
    };
  }

  private Value sequenceElement(Value collection, Value key, Type element, SourceRange range) {
    Value number = key(key, Type.NUMBER, range);
    if (number == null) {
      return Value.DYNAMIC;
    }
    if (!number.isKnown() || !collection.isKnown()) {
      return unknownElement(collection, number, element, range);
    }
    HclNumber index = number.asNumber();
    if (!index.isWhole()) {
      return error(
          INVALID_INDEX,
          NO_ELEMENT
              + ": indexing a sequence requires a whole number, but the given index ("
              + index
              + ") has a fractional part.",
          range);
    }
    if (!index.fitsInt() || index.signum() < 0 || index.intValueExact() >= collection.size()) {
      return error(INVALID_INDEX, NO_ELEMENT + ".", range);
    }
    return collection.get(index.intValueExact());
  }

  private Value unknownElement(Value collection, Value number, Type element, SourceRange range) {
    if (number.isKnown()
        && collection.type() instanceof Type.TupleType tuple
        && number.asNumber().fitsInt()) {
      int index = number.asNumber().intValueExact();
      return index >= 0 && index < tuple.elements().size()
          ? Value.unknown(tuple.elements().get(index))
          : error(INVALID_INDEX, NO_ELEMENT + ".", range);
    }
    return Value.unknown(element);
  }

  private Value keyedElement(Value collection, Value key, Type element, SourceRange range) {
    Value name = key(key, Type.STRING, range);
    if (name == null) {
      return Value.DYNAMIC;
    }
    if (!name.isKnown()) {
      return Value.unknown(element);
    }
    if (collection.type() instanceof Type.ObjectType object) {
      Type attribute = object.attributes().get(name.asString());
      if (attribute == null) {
        return error(INVALID_INDEX, NO_ELEMENT + ".", range);
      }
      return collection.isKnown() ? collection.get(name.asString()) : Value.unknown(attribute);
    }
    if (!collection.isKnown()) {
      return Value.unknown(element);
    }
    Value found = collection.get(name.asString());
    return found != null ? found : error(INVALID_INDEX, NO_ELEMENT + ".", range);
  }

  private Value key(Value key, Type type, SourceRange range) {
    try {
      return Conversion.convert(key, type);
    } catch (ConversionException e) {
      error(INVALID_INDEX, NO_ELEMENT + ": " + e.getMessage() + ".", range);
      return null;
    }
  }

  private Value error(String summary, String detail, SourceRange range) {
    diagnostics.error(summary, detail, range);
    return Value.DYNAMIC;
  }
}
