package dev.waypoint.hcl.json;

import dev.waypoint.hcl.diagnostic.DeepStack;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.HclNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Reads configuration in the JSON syntax. */
public final class JsonParser {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String START =
      "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.";

  private final JsonScanner scanner;
  private final Diagnostics diagnostics;
  private int depth;

  private JsonParser(SourceFile file, Diagnostics diagnostics) {
    this.scanner = new JsonScanner(file);
    this.diagnostics = diagnostics;
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  /** Reads a file; empty if there are errors. */
  public static Optional<Body> parseBody(SourceFile file, Diagnostics diagnostics) {
    AtomicReference<Diagnostics> found = new AtomicReference<>();
    Optional<Body> body =
        DeepStack.call(
            () -> {
              found.set(new Diagnostics());
              return read(file, found.get());
            });
    diagnostics.addAll(found.get());
    return body;
  }

  private static Optional<Body> read(SourceFile file, Diagnostics diagnostics) {
    JsonNode root;
    try {
      root = new JsonParser(file, diagnostics).root();
    } catch (Stop _) {
      return Optional.empty();
    }
    boolean objects = root instanceof JsonNode.Object || root instanceof JsonNode.Array;
    if (!objects) {
      diagnostics.error(
          "Root value must be object",
          "The root value in a JSON-based configuration must be either a JSON object or a JSON"
              + " array of objects.",
          root.range());
    }
    return objects && !diagnostics.hasErrors() ? Optional.of(new JsonBody(root)) : Optional.empty();
  }

  private JsonNode root() {
    JsonNode root = value();
    JsonScanner.Token rest = scanner.peek();
    if (rest.kind() != JsonScanner.Kind.END) {
      throw error(
          "Extraneous data after value",
          "Extra characters appear after the JSON value.",
          rest.range());
    }
    return root;
  }

  private Stop error(String summary, String detail, SourceRange subject) {
    diagnostics.error(summary, detail, subject);
    return new Stop();
  }

  private JsonNode value() {
    JsonScanner.Token token = scanner.next();
    return switch (token.kind()) {
      case OPEN_BRACE -> object(token);
      case OPEN_BRACKET -> array(token);
      case NUMBER -> number(token);
      case STRING -> new JsonNode.Text(JsonStrings.decode(token, diagnostics), token.range());
      case WORD -> keyword(token);
      case CLOSE_BRACE -> throw error("Missing JSON value", START, token.range());
      case CLOSE_BRACKET -> throw error("Missing array element value", START, token.range());
      case END -> throw error("Missing value", "The JSON data ends prematurely.", token.range());
      case COMMA, COLON, EQUALS, INVALID ->
          throw error("Invalid start of value", START, token.range());
    };
  }

  private void enter(SourceRange range) {
    if (++depth > Parser.MAX_DEPTH) {
      throw error(
          "Configuration nested too deeply",
          "Objects and arrays may be nested up to "
              + Parser.MAX_DEPTH
              + " levels. Split this one into smaller parts.",
          range);
    }
  }

  private JsonNode number(JsonScanner.Token token) {
    if (!NUMBER.matcher(token.text()).matches()) {
      diagnostics.error(
          "Invalid JSON number",
          "There is a syntax error in the given JSON number.",
          token.range());
      return new JsonNode.Null(token.range());
    }
    return new JsonNode.Number(HclNumber.parse(token.text()), token.range());
  }

  private JsonNode keyword(JsonScanner.Token token) {
    return switch (token.text()) {
      case "true" -> new JsonNode.Bool(true, token.range());
      case "false" -> new JsonNode.Bool(false, token.range());
      case "null" -> new JsonNode.Null(token.range());
      default -> {
        diagnostics.error(
            "Invalid JSON keyword",
            "\""
                + token.text()
                + "\" is not a valid JSON keyword."
                + Names.didYouMean(token.text(), List.of("true", "false", "null")),
            token.range());
        yield new JsonNode.Null(token.range());
      }
    };
  }

  private JsonNode object(JsonScanner.Token open) {
    enter(open.range());
    List<JsonNode.Member> members = new ArrayList<>();
    while (scanner.peek().kind() != JsonScanner.Kind.CLOSE_BRACE) {
      members.add(member());
      JsonScanner.Token next = scanner.peek();
      switch (next.kind()) {
        case COMMA -> {
          scanner.next();
          if (scanner.peek().kind() == JsonScanner.Kind.CLOSE_BRACE) {
            throw error(
                "Trailing comma in object",
                "JSON does not permit a trailing comma after the final property in an object.",
                next.range());
          }
        }
        case CLOSE_BRACE -> {}
        case END ->
            throw error(
                "Unclosed object",
                "No closing brace was found for this JSON object.",
                open.range());
        case CLOSE_BRACKET ->
            throw error(
                "Mismatched braces",
                "A JSON object must be closed with a brace, not a bracket.",
                after(JsonScanner.Kind.CLOSE_BRACKET));
        default ->
            throw error(
                "Missing attribute seperator comma",
                "A comma must appear between each property definition in an object.",
                after(JsonScanner.Kind.CLOSE_BRACE));
      }
    }
    SourceRange close = scanner.next().range();
    depth--;
    SourceRange range = SourceRange.between(open.range(), close);
    return new JsonNode.Object(List.copyOf(members), range, open.range(), close);
  }

  /** What follows after the next closing token that does not close what was opened before. */
  private SourceRange after(JsonScanner.Kind close) {
    JsonScanner.Kind open =
        close == JsonScanner.Kind.CLOSE_BRACE
            ? JsonScanner.Kind.OPEN_BRACE
            : JsonScanner.Kind.OPEN_BRACKET;
    int depth = 0;
    while (scanner.peek().kind() != JsonScanner.Kind.END) {
      JsonScanner.Kind kind = scanner.next().kind();
      if (kind == open) {
        depth++;
      } else if (kind == close && --depth <= 0) {
        break;
      }
    }
    return scanner.peek().range();
  }

  private JsonNode.Member member() {
    JsonNode key = value();
    if (!(key instanceof JsonNode.Text name)) {
      throw error(
          "Invalid object property name",
          "A JSON object property name must be a string",
          key.startRange());
    }
    JsonScanner.Token colon = scanner.next();
    switch (colon.kind()) {
      case COLON -> {}
      case CLOSE_BRACE, COMMA ->
          throw error(
              "Missing object value",
              "A JSON object attribute must have a value, introduced by a colon.",
              colon.range());
      case EQUALS ->
          throw error(
              "Missing property value colon",
              "JSON uses a colon as its name/value delimiter, not an equals sign.",
              colon.range());
      default ->
          throw error(
              "Missing property value colon",
              "A colon must appear between an object property's name and its value.",
              colon.range());
    }
    return new JsonNode.Member(name.value(), name.range(), value());
  }

  private JsonNode array(JsonScanner.Token open) {
    enter(open.range());
    List<JsonNode> elements = new ArrayList<>();
    while (scanner.peek().kind() != JsonScanner.Kind.CLOSE_BRACKET) {
      elements.add(value());
      JsonScanner.Token next = scanner.peek();
      switch (next.kind()) {
        case COMMA -> {
          scanner.next();
          if (scanner.peek().kind() == JsonScanner.Kind.CLOSE_BRACKET) {
            throw error(
                "Trailing comma in array",
                "JSON does not permit a trailing comma after the final value in an array.",
                next.range());
          }
        }
        case CLOSE_BRACKET -> {}
        case END ->
            throw error(
                "Unclosed object",
                "No closing bracket was found for this JSON array.",
                open.range());
        case CLOSE_BRACE ->
            throw error(
                "Mismatched brackets",
                "A JSON array must be closed with a bracket, not a brace.",
                after(JsonScanner.Kind.CLOSE_BRACKET));
        case COLON ->
            throw error(
                "Invalid array value",
                "A colon is not used to introduce values in a JSON array.",
                after(JsonScanner.Kind.CLOSE_BRACKET));
        default ->
            throw error(
                "Missing attribute seperator comma",
                "A comma must appear between each value in an array.",
                after(JsonScanner.Kind.CLOSE_BRACKET));
      }
    }
    SourceRange close = scanner.next().range();
    depth--;
    return new JsonNode.Array(
        List.copyOf(elements), SourceRange.between(open.range(), close), open.range());
  }
}
