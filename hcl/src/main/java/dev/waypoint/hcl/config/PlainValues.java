package dev.waypoint.hcl.config;

import dev.waypoint.hcl.value.CodePointOrder;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as plain Java objects, and back. */
public final class PlainValues {
  private PlainValues() {}

  /**
   * A wholly known value as {@link String}, {@link BigDecimal}, {@link Boolean}, {@link List},
   * {@link Map} or null.
   *
   * @throws IllegalArgumentException if something in it is unknown, infinite or a capsule
   */
  public static Object toJava(Value value) {
    if (!value.isKnown()) {
      throw new IllegalArgumentException("the value is not known");
    }
    if (value.isNull()) {
      return null;
    }
    return switch (value.type()) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> value.asString();
            case NUMBER -> number(value);
            case BOOL -> value.asBoolean();
          };
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> {
        List<Object> list = new ArrayList<>();
        value.elements().forEach(element -> list.add(toJava(element)));
        yield list;
      }
      case Type.MapType _, Type.ObjectType _ -> {
        Map<String, Object> map = new LinkedHashMap<>();
        value.asMap().forEach((name, element) -> map.put(name, toJava(element)));
        yield map;
      }
      case Type.Dynamic _, Type.CapsuleType _ ->
          throw new IllegalArgumentException(
              "a " + value.type().friendlyName() + " has no plain form");
    };
  }

  private static BigDecimal number(Value value) {
    if (value.asNumber().isInfinite()) {
      throw new IllegalArgumentException("the number is infinite");
    }
    return value.asBigDecimal();
  }

  /**
   * A plain Java object as a value; maps become objects and collections become tuples.
   *
   * @throws IllegalArgumentException if there is something else in it
   */
  public static Value toValue(Object plain) {
    return switch (plain) {
      case null -> Value.NULL;
      case Value value -> value;
      case CharSequence text -> Value.string(text.toString());
      case Boolean truth -> Value.bool(truth);
      case BigDecimal number -> Value.number(number);
      case BigInteger number -> Value.number(new BigDecimal(number));
      case Double number -> Value.number(new BigDecimal(number.toString()));
      case Float number -> Value.number(new BigDecimal(number.toString()));
      case Number number -> Value.number(number.longValue());
      case Map<?, ?> map -> {
        Map<String, Value> attributes = new TreeMap<>(CodePointOrder.INSTANCE);
        map.forEach((name, element) -> attributes.put(String.valueOf(name), toValue(element)));
        yield Value.object(attributes);
      }
      case Collection<?> collection ->
          Value.tuple(collection.stream().map(PlainValues::toValue).toList());
      default ->
          throw new IllegalArgumentException("no value stands for a " + plain.getClass().getName());
    };
  }
}
