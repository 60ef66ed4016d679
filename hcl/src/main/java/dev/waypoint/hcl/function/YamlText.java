package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Values as YAML text and back. Every string is quoted, so that none is read as something else. */
final class YamlText {
  private static final int MAX_SIZE = 16 * 1024 * 1024;

  private YamlText() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "yamlencode",
        Function.builder()
            .parameter(Parameter.of("value", Type.DYNAMIC).nullable())
            .returns(Type.STRING)
            .body(arguments -> Value.string(write(arguments.getFirst()))));
    functions.put(
        "yamldecode",
        Function.builder()
            .parameter("src", Type.STRING)
            .body(arguments -> read(arguments.getFirst().asString())));
  }

  private static String write(Value value) {
    StringBuilder out = new StringBuilder();
    if (isBlock(value)) {
      block(value, 0, false, out);
      return out.toString();
    }
    scalar(value, 0, out);
    if (value.isNull() || value.type() == Type.NUMBER || value.type() == Type.BOOL) {
      out.append("\n...");
    }
    return out.append('\n').toString();
  }

  private static boolean isBlock(Value value) {
    return value.isPresent()
        && (value.type().isSequence() || value.type().isKeyed())
        && value.size() > 0;
  }

  /** Writes a non-empty collection; the first line starts where the cursor is if inline. */
  private static void block(Value value, int indent, boolean inline, StringBuilder out) {
    boolean first = inline;
    if (value.type().isKeyed()) {
      for (Map.Entry<String, Value> entry : value.asMap().entrySet()) {
        out.append(first ? "" : " ".repeat(indent));
        first = false;
        quote(entry.getKey(), out);
        out.append(':');
        child(entry.getValue(), indent, out);
      }
      return;
    }
    for (Value element : value.elements()) {
      out.append(first ? "" : " ".repeat(indent)).append("- ");
      first = false;
      if (isBlock(element)) {
        block(element, indent + 2, true, out);
      } else {
        scalar(element, indent + 2, out);
        out.append('\n');
      }
    }
  }

  private static void child(Value value, int indent, StringBuilder out) {
    if (!isBlock(value)) {
      out.append(' ');
      scalar(value, indent + 2, out);
      out.append('\n');
      return;
    }
    out.append('\n');
    block(value, value.type().isKeyed() ? indent + 2 : indent, false, out);
  }

  private static void scalar(Value value, int indent, StringBuilder out) {
    if (value.isNull()) {
      out.append("null");
    } else if (value.type() == Type.STRING) {
      string(value.asString(), indent, out);
    } else if (value.type() == Type.NUMBER) {
      out.append(value.asNumber());
    } else if (value.type() == Type.BOOL) {
      out.append(value.asBoolean());
    } else if (value.type().isSequence()) {
      out.append("[]");
    } else if (value.type().isKeyed()) {
      out.append("{}");
    } else {
      throw new FunctionException(
          0, "a " + value.type().friendlyName() + " cannot be encoded as YAML");
    }
  }

  private static void string(String text, int indent, StringBuilder out) {
    if (!text.contains("\n") || text.isBlank() || text.startsWith(" ") || text.startsWith("\n")) {
      quote(text, out);
      return;
    }
    String body = text;
    int newlines = body.length() - body.stripTrailing().length();
    out.append('|').append(text.endsWith("\n") ? newlines > 1 ? "+" : "" : "-");
    String trimmed = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : trimmed.split("\n", -1)) {
      out.append('\n').append(line.isEmpty() ? "" : " ".repeat(Math.max(indent, 2))).append(line);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 0 -> out.append("\\0");
                case 0x1b -> out.append("\\e");
                default -> {
                  if (point < 0x20 || point == 0x7f) {
                    out.append("\\x%02X".formatted(point));
                  } else {
                    out.appendCodePoint(point);
                  }
                }
              }
            });
    out.append('"');
  }

  private static Value read(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setAllowDuplicateKeys(false)
              .setMaxAliasesForCollections(50)
              .setCodePointLimit(MAX_SIZE)
              .build();
      return value(new Load(settings).loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      throw new FunctionException(
          e.getProblemMark()
              .map(
                  mark ->
                      "on line %d, column %d: %s"
                          .formatted(mark.getLine() + 1, mark.getColumn() + 1, e.getProblem()))
              .orElseGet(e::getProblem));
    } catch (YamlEngineException e) {
      throw new FunctionException(e.getMessage());
    }
  }

  private static Value value(Object loaded) {
    return switch (loaded) {
      case null -> Value.NULL;
      case String text -> Value.string(text);
      case Boolean bool -> Value.bool(bool);
      case Integer number -> Value.number(number);
      case Long number -> Value.number(number);
      case BigInteger number -> Value.number(HclNumber.of(number));
      case BigDecimal number -> Value.number(number);
      case Double number -> number(number);
      case List<?> list -> Value.tuple(list.stream().map(YamlText::value).toList());
      case Map<?, ?> map -> {
        Map<String, Value> attributes = new LinkedHashMap<>();
        map.forEach((key, element) -> attributes.put(String.valueOf(key), value(element)));
        yield Value.object(attributes);
      }
      default ->
          throw new FunctionException(
              "unsupported value of type " + loaded.getClass().getSimpleName());
    };
  }

  private static Value number(double number) {
    if (Double.isNaN(number)) {
      throw new FunctionException("floating point NaN is not supported");
    }
    if (Double.isInfinite(number)) {
      return Value.number(number > 0 ? HclNumber.INFINITY : HclNumber.NEGATIVE_INFINITY);
    }
    return Value.number(new BigDecimal(Double.toString(number)));
  }
}
