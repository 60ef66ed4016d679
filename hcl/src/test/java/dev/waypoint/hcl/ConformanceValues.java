package dev.waypoint.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the types and values of conformance cases, and compares values with them. */
final class ConformanceValues {
  private ConformanceValues() {}

  static Type type(JsonNode json) {
    if (json.isTextual()) {
      return switch (json.textValue()) {
        case "string" -> Type.STRING;
        case "number" -> Type.NUMBER;
        case "bool" -> Type.BOOL;
        case "dynamic" -> Type.DYNAMIC;
        default -> throw new IllegalArgumentException("type " + json);
      };
    }
    JsonNode of = json.get(1);
    return switch (json.get(0).textValue()) {
      case "list" -> Type.list(type(of));
      case "set" -> Type.set(type(of));
      case "map" -> Type.map(type(of));
      case "tuple" -> {
        List<Type> elements = new ArrayList<>();
        of.forEach(element -> elements.add(type(element)));
        yield Type.tuple(elements);
      }
      case "object" -> {
        Map<String, Type> attributes = new LinkedHashMap<>();
        of.properties().forEach(e -> attributes.put(e.getKey(), type(e.getValue())));
        yield Type.object(attributes);
      }
      default -> throw new IllegalArgumentException("type " + json);
    };
  }

  static Value value(JsonNode json) {
    return value(type(json.get("t")), json.get("v"));
  }

  static Value value(Type type, JsonNode json) {
    if (json.isNull()) {
      return Value.nullOf(type);
    }
    if (json.has("$unknown")) {
      return Value.unknown(type(json.get("$unknown")));
    }
    if (json.has("t") && json.has("v") && type == Type.DYNAMIC) {
      return value(json);
    }
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> Value.string(json.textValue());
            case NUMBER -> Value.number(json.decimalValue());
            case BOOL -> Value.bool(json.booleanValue());
          };
      case Type.ListType list -> Value.list(list.element(), elements(list.element(), json));
      case Type.SetType set -> Value.set(set.element(), elements(set.element(), json));
      case Type.MapType map -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        json.properties().forEach(e -> entries.put(e.getKey(), value(map.element(), e.getValue())));
        yield Value.map(map.element(), entries);
      }
      case Type.TupleType tuple -> {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
          elements.add(value(tuple.elements().get(i), json.get(i)));
        }
        yield Value.tuple(elements);
      }
      case Type.ObjectType object -> {
        Map<String, Value> attributes = new LinkedHashMap<>();
        json.properties()
            .forEach(
                e ->
                    attributes.put(
                        e.getKey(), value(object.attributes().get(e.getKey()), e.getValue())));
        yield Value.object(attributes);
      }
      case Type.Dynamic _, Type.CapsuleType _ ->
          throw new IllegalArgumentException("value of " + type + ": " + json);
    };
  }

  private static List<Value> elements(Type type, JsonNode json) {
    List<Value> elements = new ArrayList<>();
    json.forEach(element -> elements.add(value(type, element)));
    return elements;
  }

  /** Whether a value is the expected one, type and content. */
  static boolean matches(JsonNode expected, Value actual) {
    return type(expected.get("t")).equals(actual.type()) && content(expected.get("v"), actual);
  }

  private static boolean content(JsonNode expected, Value actual) {
    if (expected.isNull()) {
      return actual.isNull();
    }
    if (actual.isNull()) {
      return false;
    }
    if (expected.has("$unknown")) {
      return !actual.isKnown() && type(expected.get("$unknown")).equals(actual.type());
    }
    if (!actual.isKnown()) {
      return false;
    }
    return switch (actual.type()) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> expected.isTextual() && expected.textValue().equals(actual.asString());
            case NUMBER -> number(expected, actual);
            case BOOL -> expected.isBoolean() && expected.booleanValue() == actual.asBoolean();
          };
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> {
        List<Value> elements = actual.elements();
        boolean same = expected.isArray() && expected.size() == elements.size();
        for (int i = 0; same && i < elements.size(); i++) {
          same = content(expected.get(i), elements.get(i));
        }
        yield same;
      }
      case Type.MapType _, Type.ObjectType _ -> {
        Map<String, Value> entries = actual.asMap();
        boolean same = expected.isObject() && expected.size() == entries.size();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
          JsonNode wanted = expected.get(entry.getKey());
          same = same && wanted != null && content(wanted, entry.getValue());
        }
        yield same;
      }
      case Type.Dynamic _, Type.CapsuleType _ -> false;
    };
  }

  private static boolean number(JsonNode expected, Value actual) {
    if (expected.has("$inf")) {
      return actual.asNumber().isInfinite()
          && actual.asNumber().signum() == expected.get("$inf").intValue();
    }
    return expected.isNumber()
        && !actual.asNumber().isInfinite()
        && expected.decimalValue().compareTo(actual.asBigDecimal()) == 0;
  }
}
