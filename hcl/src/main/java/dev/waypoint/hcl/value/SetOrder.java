package dev.waypoint.hcl.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order of the elements of sets: known primitives by content, then what is unknown, then null.
 * Elements of other types are ordered by a text that stands for their content.
 */
final class SetOrder {
  private static final Comparator<Value> PRIMITIVES =
      Comparator.comparingInt(SetOrder::rank).thenComparing(SetOrder::compareKnown);
  private static final String ESCAPED = "\u0007\b\t\n\u000b\f\r\"\\";
  private static final String ESCAPES = "abtnvfr\"\\";

  private SetOrder() {}

  private record Keyed(String key, Value value) {}

  /** The elements in their order, each once; what is not wholly known is distinct from all. */
  static List<Value> distinct(Collection<Value> elements) {
    List<Value> sorted = new ArrayList<>(elements.size());
    if (elements.stream().allMatch(value -> value.type().isPrimitive())) {
      sorted.addAll(elements);
      sorted.sort(PRIMITIVES);
    } else {
      elements.stream()
          .map(value -> new Keyed(key(value), value))
          .sorted(Comparator.comparing(Keyed::key, CodePointOrder.INSTANCE))
          .forEach(keyed -> sorted.add(keyed.value()));
    }
    List<Value> distinct = new ArrayList<>(sorted.size());
    for (Value value : sorted) {
      if (distinct.isEmpty() || !value.isWhollyKnown() || !same(value, distinct.getLast())) {
        distinct.add(value);
      }
    }
    return distinct;
  }

  private static boolean same(Value left, Value right) {
    return right.isWhollyKnown() && Values.equal(left, right).equals(Value.TRUE);
  }

  private static int rank(Value value) {
    return value.isNull() ? 2 : value.isKnown() ? 0 : 1;
  }

  private static int compareKnown(Value left, Value right) {
    if (!left.isPresent() || left.type() != right.type()) {
      return 0;
    }
    return switch ((Type.Primitive) left.type()) {
      case STRING -> CodePointOrder.INSTANCE.compare(left.asString(), right.asString());
      case NUMBER -> left.asNumber().compareTo(right.asNumber());
      case BOOL -> Boolean.compare(left.asBoolean(), right.asBoolean());
    };
  }

  private static String key(Value value) {
    StringBuilder key = new StringBuilder();
    append(key, value);
    return key.toString();
  }

  private static void append(StringBuilder key, Value value) {
    if (value.isNull()) {
      key.append('~');
    } else if (!value.isKnown()) {
      key.append('?');
    } else if (value.type() == Type.STRING) {
      quote(key, value.asString());
    } else if (value.type() == Type.NUMBER) {
      key.append(value.asNumber());
    } else if (value.type() == Type.BOOL) {
      key.append(value.asBoolean() ? 'T' : 'F');
    } else if (value.type() instanceof Type.MapType) {
      key.append('{');
      for (Map.Entry<String, Value> entry : value.asMap().entrySet()) {
        quote(key, entry.getKey());
        append(key.append(':'), entry.getValue());
        key.append(';');
      }
      key.append('}');
    } else if (value.type().isSequence() || value.type().isKeyed()) {
      key.append('[');
      for (Value element : value.elements()) {
        append(key, element);
        key.append(';');
      }
      key.append(']');
    } else {
      key.append(value);
    }
  }

  private static void quote(StringBuilder key, String text) {
    key.append('"');
    text.codePoints().forEach(point -> append(key, point));
    key.append('"');
  }

  private static void append(StringBuilder key, int point) {
    int escape = ESCAPED.indexOf(point);
    if (escape >= 0) {
      key.append('\\').append(ESCAPES.charAt(escape));
    } else if (isPrintable(point)) {
      key.appendCodePoint(point);
    } else {
      key.append(
          (point < 0x80 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point));
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> point == ' ' || Character.getType(point) != Character.SPACE_SEPARATOR;
    };
  }
}
