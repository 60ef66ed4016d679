package dev.waypoint.hcl.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON text and back. */
final class JsonText {
  private static final int MAX_DEPTH = 500;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "jsonencode",
        Function.builder()
            .parameter(Parameter.of("val", Type.DYNAMIC).nullable())
            .returns(Type.STRING)
            .body(arguments -> Value.string(write(arguments.getFirst()))));
    functions.put(
        "jsondecode",
        Function.builder()
            .parameter("str", Type.STRING)
            .body(arguments -> read(arguments.getFirst().asString())));
  }

  /** Compact JSON, with the characters escaped that matter inside HTML. */
  static String write(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Value value, StringBuilder out) {
    if (value.isNull()) {
      out.append("null");
    } else if (value.type() == Type.STRING) {
      quote(value.asString(), out);
    } else if (value.type() == Type.NUMBER) {
      if (value.asNumber().isInfinite()) {
        throw new FunctionException("cannot serialize infinity as JSON");
      }
      out.append(value.asNumber());
    } else if (value.type() == Type.BOOL) {
      out.append(value.asBoolean());
    } else if (value.type().isSequence()) {
      out.append('[');
      String separator = "";
      for (Value element : value.elements()) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(']');
    } else if (value.type().isKeyed()) {
      out.append('{');
      String separator = "";
      for (Map.Entry<String, Value> entry : value.asMap().entrySet()) {
        out.append(separator);
        quote(entry.getKey(), out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append('}');
    } else {
      throw new FunctionException(
          0, "a " + value.type().friendlyName() + " cannot be encoded as JSON");
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> out.append("\\u%04x".formatted((int) c));
        default -> {
          if (c < 0x20) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static Value read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new FunctionException("EOF");
      }
      Value value = read(parser);
      if (parser.nextToken() != null) {
        throw new FunctionException("extraneous data after JSON object");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new FunctionException(
          "invalid JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> Value.NULL;
      case VALUE_TRUE -> Value.TRUE;
      case VALUE_FALSE -> Value.FALSE;
      case VALUE_STRING -> Value.string(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.number(HclNumber.parse(parser.getText()));
      case START_ARRAY -> {
        List<Value> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(parser));
        }
        yield Value.tuple(elements);
      }
      case START_OBJECT -> {
        Map<String, Value> attributes = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          attributes.put(name, read(parser));
        }
        yield Value.object(attributes);
      }
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new FunctionException("unexpected " + parser.currentToken());
    };
  }
}
