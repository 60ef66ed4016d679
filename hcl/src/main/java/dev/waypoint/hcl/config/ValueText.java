package dev.waypoint.hcl.config;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as text. */
public final class ValueText {
  private ValueText() {}

  /** A string as it is, and everything else as an expression that has the value. */
  public static String of(Value value) {
    return value.isPresent() && value.type() == Type.STRING ? value.asString() : expression(value);
  }

  /** An expression that has the value; an unknown value reads {@code (unknown)}. */
  public static String expression(Value value) {
    if (!value.isKnown()) {
      return "(unknown)";
    }
    if (value.isNull()) {
      return "null";
    }
    return switch (value.type()) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> quote(value.asString());
            case NUMBER -> value.asNumber().toString();
            case BOOL -> Boolean.toString(value.asBoolean());
          };
      case Type.ListType _, Type.SetType _, Type.TupleType _ -> sequence(value.elements());
      case Type.MapType _, Type.ObjectType _ -> entries(value.asMap());
      case Type.Dynamic _, Type.CapsuleType _ -> "(" + value.type().friendlyName() + ")";
    };
  }

  private static String sequence(List<Value> elements) {
    return elements.stream().map(ValueText::expression).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String entries(Map<String, Value> entries) {
    return entries.entrySet().stream()
        .map(entry -> quote(entry.getKey()) + " = " + expression(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A quoted string that stands for a text. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$', '%' -> out.append(c).append(text.startsWith("{", i + 1) ? c + "" : "");
        default -> out.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }
}
