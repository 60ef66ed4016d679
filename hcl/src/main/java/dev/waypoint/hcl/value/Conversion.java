package dev.waypoint.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Conversion of values from one type to another, as the language does it by itself. */
public final class Conversion {
  private Conversion() {}

  /**
   * Converts a value to a type. Parts of the type that are {@link Type#DYNAMIC} take the type that
   * the value has there; the elements of a collection are brought to one common type.
   *
   * @throws ConversionException if there is no conversion, or none for this value
   */
  public static Value convert(Value value, Type target) throws ConversionException {
    if (target == Type.DYNAMIC || value.type().equals(target)) {
      return value;
    }
    if (!possible(value.type(), target)) {
      throw new ConversionException(Mismatch.describe(value.type(), target));
    }
    if (value.isNull()) {
      return Value.nullOf(target);
    }
    if (!value.isKnown()) {
      return Value.unknown(target);
    }
    return switch (target) {
      case Type.Primitive primitive -> toPrimitive(value, primitive);
      case Type.ListType list -> toList(value, list.element());
      case Type.SetType set -> toSet(value, set.element());
      case Type.MapType map -> toMap(value, map.element());
      case Type.TupleType tuple -> toTuple(value, tuple);
      case Type.ObjectType object -> toObject(value, object);
      case Type.Dynamic _, Type.CapsuleType _ -> value;
    };
  }

  /** Whether a value of one type may be converted to another type. */
  public static boolean possible(Type source, Type target) {
    return Unification.convertible(source, target, true);
  }

  /** The one type that values of all these types can be converted to, if there is one. */
  public static Optional<Type> unify(List<Type> types) {
    return Unification.unify(types);
  }

  /** Why a value of one type cannot be converted to another, such as {@code string required}. */
  public static String mismatch(Type source, Type target) {
    return Mismatch.describe(source, target);
  }

  private static Value toPrimitive(Value value, Type.Primitive target) throws ConversionException {
    return switch (target) {
      case STRING ->
          Value.string(
              value.type() == Type.BOOL
                  ? Boolean.toString(value.asBoolean())
                  : value.asNumber().toString());
      case NUMBER -> toNumber(value.asString());
      case BOOL -> toBool(value.asString());
    };
  }

  private static Value toNumber(String text) throws ConversionException {
    try {
      return Value.number(HclNumber.parse(text));
    } catch (NumberFormatException _) {
      throw new ConversionException("a number is required");
    }
  }

  private static Value toBool(String text) throws ConversionException {
    return switch (text) {
      case "true", "1" -> Value.TRUE;
      case "false", "0" -> Value.FALSE;
      default -> {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean wrongCase = lower.equals("true") || lower.equals("false");
        throw new ConversionException(
            "a bool is required"
                + (wrongCase ? "; to convert from string, use lowercase \"" + lower + "\"" : ""));
      }
    };
  }

  private static Value toList(Value value, Type element) throws ConversionException {
    List<Value> converted = elements(value, element, "list");
    return Value.list(commonType(converted, value.type(), element), converted);
  }

  private static Value toSet(Value value, Type element) throws ConversionException {
    List<Value> converted = elements(value, element, "set");
    return Value.set(commonType(converted, value.type(), element), converted);
  }

  private static Value toMap(Value value, Type element) throws ConversionException {
    Map<String, Value> entries = value.asMap();
    List<Value> converted = unified(List.copyOf(entries.values()), element, "map");
    Map<String, Value> result = new TreeMap<>(CodePointOrder.INSTANCE);
    int at = 0;
    for (String key : entries.keySet()) {
      result.put(key, converted.get(at++));
    }
    return Value.map(commonType(converted, value.type(), element), result);
  }

  private static Type commonType(List<Value> values, Type source, Type element) {
    if (!element.hasDynamic()) {
      return element;
    }
    if (!values.isEmpty()) {
      return values.getFirst().type();
    }
    return source.isCollection() && element == Type.DYNAMIC ? source.elementType() : element;
  }

  private static List<Value> elements(Value value, Type element, String kind)
      throws ConversionException {
    return unified(value.elements(), element, kind);
  }

  private static List<Value> unified(List<Value> values, Type element, String kind)
      throws ConversionException {
    List<Value> converted = new ArrayList<>(values.size());
    for (Value value : values) {
      converted.add(convert(value, element));
    }
    if (!element.hasDynamic()) {
      return converted;
    }
    if (element != Type.DYNAMIC) {
      if (converted.stream().map(Value::type).distinct().count() > 1) {
        throw new ConversionException("element types must all match for conversion to " + kind);
      }
      return converted;
    }
    Type common =
        Unification.unifyValues(converted)
            .orElseThrow(
                () -> new ConversionException("all " + kind + " elements must have the same type"));
    List<Value> result = new ArrayList<>(values.size());
    for (Value value : converted) {
      result.add(convert(value, common));
    }
    return result;
  }

  private static Value toTuple(Value value, Type.TupleType target) throws ConversionException {
    List<Value> converted = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      converted.add(convert(value.get(i), target.elements().get(i)));
    }
    return Value.tuple(converted);
  }

  private static Value toObject(Value value, Type.ObjectType target) throws ConversionException {
    Map<String, Value> converted = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Map.Entry<String, Type> attribute : target.attributes().entrySet()) {
      Value present = value.get(attribute.getKey());
      if (present != null) {
        converted.put(attribute.getKey(), convert(present, attribute.getValue()));
      } else if (target.optional().contains(attribute.getKey())) {
        converted.put(attribute.getKey(), Value.nullOf(attribute.getValue()));
      } else {
        throw new ConversionException(
            "map has no element for required attribute \"" + attribute.getKey() + "\"");
      }
    }
    return Value.object(converted);
  }
}
