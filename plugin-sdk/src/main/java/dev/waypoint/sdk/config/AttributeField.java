package dev.waypoint.sdk.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * @param optional whether the record's component is an Optional
 * @param absent the value when nothing is set; null if there is none
 */
record AttributeField(Attribute attribute, Conversion conversion, boolean optional, Object absent)
    implements Field {
  @Override
  public String name() {
    return attribute.name();
  }

  @Override
  public Object bind(Object value, List<String> path, Problems problems) {
    if (value == null || attribute.required() && isEmpty(value)) {
      return absent(value, path, problems);
    }
    try {
      Object converted = conversion.convert(value);
      return optional ? Optional.of(converted) : converted;
    } catch (IllegalArgumentException e) {
      problems.add(
          path,
          name(),
          (attribute.sensitive() ? "the value" : shown(value)) + " " + e.getMessage());
      return null;
    }
  }

  private Object absent(Object value, List<String> path, Problems problems) {
    if (attribute.required()) {
      problems.add(
          path,
          name(),
          (value == null ? "is required" : "must not be empty")
              + (attribute.doc().isEmpty() ? "" : " (" + attribute.doc() + ")"));
    }
    return absent;
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static String shown(Object value) {
    return switch (value) {
      case String text -> '"' + text + '"';
      case Collection<?> _ -> "a list";
      case Map<?, ?> _ -> "a map";
      default -> value.toString();
    };
  }
}
