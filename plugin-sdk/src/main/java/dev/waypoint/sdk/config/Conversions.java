package dev.waypoint.sdk.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The types that attributes can have. */
final class Conversions {
  private Conversions() {}

  /** Empty: not an attribute's type. */
  static Optional<Conversion> of(Type type) {
    return Optional.ofNullable(
        switch (type) {
          case Class<?> plain -> ofClass(plain);
          case ParameterizedType p when isListOfText(p) ->
              simple(AttributeType.LIST_OF_STRING, Conversions::list);
          case ParameterizedType p when isMapOfText(p) ->
              simple(AttributeType.MAP_OF_STRING, Conversions::map);
          default -> null;
        });
  }

  private static Conversion ofClass(Class<?> type) {
    if (type.isEnum()) {
      return ofEnum(type);
    }
    return switch (type.getName()) {
      case "java.lang.String" -> simple(AttributeType.STRING, Conversions::text);
      case "int", "java.lang.Integer" -> simple(AttributeType.NUMBER, value -> whole(value, "int"));
      case "long", "java.lang.Long" -> simple(AttributeType.NUMBER, value -> whole(value, "long"));
      case "double", "java.lang.Double" ->
          simple(AttributeType.NUMBER, value -> number(value).doubleValue());
      case "boolean", "java.lang.Boolean" -> simple(AttributeType.BOOL, Conversions::bool);
      case "java.time.Duration" -> simple(AttributeType.STRING, Conversions::duration);
      default -> null;
    };
  }

  private static Conversion simple(AttributeType type, Conversion.ValueFunction function) {
    return new Conversion(type, List.of(), function);
  }

  private static Conversion ofEnum(Class<?> type) {
    Map<String, Object> byName = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .map(Enum.class::cast)
        .forEach(value -> byName.put(value.name().toLowerCase(Locale.ROOT), value));
    List<String> names = List.copyOf(byName.keySet());
    return new Conversion(
        AttributeType.STRING,
        names,
        value -> {
          Object constant = byName.get(text(value).toLowerCase(Locale.ROOT).replace('-', '_'));
          require(constant != null, "is not one of " + String.join(", ", names));
          return constant;
        });
  }

  private static boolean isListOfText(ParameterizedType type) {
    return type.getRawType() == List.class && type.getActualTypeArguments()[0] == String.class;
  }

  private static boolean isMapOfText(ParameterizedType type) {
    return type.getRawType() == Map.class
        && type.getActualTypeArguments()[0] == String.class
        && type.getActualTypeArguments()[1] == String.class;
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      case null, default -> throw new IllegalArgumentException("is not a string");
    };
  }

  private static BigDecimal number(Object value) {
    try {
      return new BigDecimal(text(value).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a number", e);
    }
  }

  private static Object whole(Object value, String type) {
    BigDecimal number = number(value);
    try {
      return type.equals("int")
          ? (Object) number.intValueExact()
          : (Object) number.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is not a whole number, or is too large", e);
    }
  }

  private static Boolean bool(Object value) {
    String text = value instanceof Boolean || value instanceof String ? value.toString() : "";
    require(text.equals("true") || text.equals("false"), "is not true or false");
    return Boolean.valueOf(text);
  }

  private static Duration duration(Object value) {
    require(value instanceof String, Durations.EXPECTED);
    return Durations.parse((String) value);
  }

  private static List<String> list(Object value) {
    if (!(value instanceof Collection<?> items)) {
      throw new IllegalArgumentException("is not a list: write [\"…\"]");
    }
    return items.stream().map(Conversions::element).toList();
  }

  private static Map<String, String> map(Object value) {
    if (!(value instanceof Map<?, ?> entries)) {
      throw new IllegalArgumentException("is not a map: write { NAME = \"…\" }");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach((name, of) -> texts.put(String.valueOf(name), element(of)));
    return texts;
  }

  private static String element(Object value) {
    try {
      return text(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has an element that is not a string", e);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
