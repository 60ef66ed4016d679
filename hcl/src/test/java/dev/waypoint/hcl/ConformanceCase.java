package dev.waypoint.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.DiagnosticWriter;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.NativeBlock;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.syntax.TraversalStep;
import dev.waypoint.hcl.syntax.TypeExpressions;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One case: runs it, and tells how the outcome differs from the expected one. */
final class ConformanceCase {
  private final JsonNode test;
  private final JsonNode expected;
  private final EvalContext context;
  private final Diagnostics diagnostics = new Diagnostics();
  private final List<String> differences = new ArrayList<>();
  private final List<String> wording = new ArrayList<>();

  ConformanceCase(JsonNode test, EvalContext context) {
    this.test = test;
    this.expected = test.get("expect");
    this.context = context;
  }

  /** After the run: differences in the wording of messages only. */
  List<String> wording() {
    return wording;
  }

  String name() {
    return test.get("name").textValue();
  }

  @Override
  public String toString() {
    return name() + " " + test.get("src");
  }

  List<String> run() {
    try {
      evaluate();
    } catch (RuntimeException | StackOverflowError e) {
      differences.add(
          "threw " + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"));
      return differences;
    }
    compareDiagnostics();
    return differences;
  }

  private SourceFile file() {
    boolean json = test.get("kind").textValue().equals("json");
    byte[] source =
        test.has("srcBase64")
            ? Base64.getDecoder().decode(test.get("srcBase64").textValue())
            : test.get("src").textValue().getBytes(StandardCharsets.UTF_8);
    return SourceFile.of(json ? "test.hcl.json" : "test.hcl", source);
  }

  private void evaluate() {
    switch (test.get("kind").textValue()) {
      case "expr" -> value(Parser.parseExpression(file(), diagnostics));
      case "template" -> value(Parser.parseTemplate(file(), diagnostics));
      case "convert" -> convert();
      case "typeexpr" -> typeExpression();
      case "body" -> {
        NativeBody body = Parser.parseBody(file(), diagnostics);
        if (!diagnostics.hasErrors()) {
          body(body, expected.get("value"));
        }
      }
      case "schema" -> {
        NativeBody body = Parser.parseBody(file(), diagnostics);
        if (!diagnostics.hasErrors()) {
          schema(body, test.get("schema"), expected.get("value"));
        }
      }
      case "json" ->
          JsonParser.parseBody(file(), diagnostics)
              .ifPresent(body -> schema(body, test.get("schema"), expected.get("value")));
      default -> differences.add("unknown kind");
    }
  }

  private void value(Optional<Expression> expression) {
    if (expression.isEmpty()) {
      return;
    }
    if (expected.has("variables")) {
      String actual =
          expression.get().variables().stream()
              .map(ConformanceCase::traversal)
              .collect(Collectors.joining(" "));
      List<String> wanted = new ArrayList<>();
      expected.get("variables").forEach(v -> wanted.add(v.get("traversal").textValue()));
      String joined = String.join(" ", wanted);
      if (!joined.equals(actual)) {
        differences.add("variables: expected " + joined + " but got " + actual);
      }
    }
    Value value = Evaluator.evaluate(expression.get(), context, diagnostics);
    if (expected.has("value")) {
      compare(expected.get("value"), value, "value");
    }
  }

  private static String traversal(Traversal traversal) {
    StringBuilder text = new StringBuilder(traversal.root());
    for (TraversalStep step : traversal.steps()) {
      switch (step) {
        case TraversalStep.Attribute attribute -> text.append('.').append(attribute.name());
        case TraversalStep.Index index -> text.append('[').append(key(index.key())).append(']');
      }
    }
    return text.toString();
  }

  /** The form in which the cases write constant keys. */
  private static String key(Value key) {
    if (key.isNull()) {
      return "<nil>";
    }
    if (key.type() == Type.NUMBER) {
      return key.asNumber()
          .toString()
          .chars()
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    return key.type() == Type.STRING ? key.asString() : Boolean.toString(key.asBoolean());
  }

  private void compare(JsonNode wanted, Value actual, String where) {
    if (!diagnostics.hasErrors() && !ConformanceValues.matches(wanted, actual)) {
      differences.add(where + ": expected " + wanted + " but got " + actual.type() + " " + actual);
    }
  }

  private void convert() {
    Optional<Expression> expression = Parser.parseExpression(file(), diagnostics);
    Optional<Expression> typeExpression =
        Parser.parseExpression(SourceFile.of("type", test.get("type").textValue()), diagnostics);
    if (expression.isEmpty() || typeExpression.isEmpty()) {
      return;
    }
    Type type = TypeExpressions.parse(typeExpression.get(), diagnostics);
    Value value = Evaluator.evaluate(expression.get(), context, diagnostics);
    if (diagnostics.hasErrors()) {
      return;
    }
    try {
      Value converted = Conversion.convert(value, type);
      if (expected.has("convertError")) {
        differences.add("converted, but expected " + expected.get("convertError"));
      } else {
        compare(expected.get("value"), converted, "converted");
      }
    } catch (ConversionException e) {
      if (!expected.has("convertError")) {
        differences.add("not converted: " + e.getMessage());
      } else if (!expected.get("convertError").textValue().equals(e.getMessage())) {
        wording.add(
            "message: expected " + expected.get("convertError") + " but got " + e.getMessage());
      }
    }
  }

  private void typeExpression() {
    Optional<Expression> expression = Parser.parseExpression(file(), diagnostics);
    if (expression.isEmpty()) {
      return;
    }
    Type type = TypeExpressions.parse(expression.get(), diagnostics);
    if (!expected.has("type") || diagnostics.hasErrors()) {
      return;
    }
    if (!ConformanceValues.type(expected.get("type")).equals(type)) {
      differences.add("type: expected " + expected.get("type") + " but got " + type);
    }
    if (!expected.get("typeString").textValue().equals(type.toString())) {
      differences.add("text: expected " + expected.get("typeString") + " but got " + type);
    }
  }

  private void body(NativeBody body, JsonNode wanted) {
    attributes(body.attributes(), wanted);
    List<NativeBlock> blocks = body.blocks();
    JsonNode wantedBlocks = wanted == null ? null : wanted.get("blocks");
    if (wantedBlocks != null && wantedBlocks.size() != blocks.size()) {
      differences.add("blocks: expected " + wantedBlocks.size() + " but got " + blocks.size());
      return;
    }
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode block = wantedBlocks == null ? null : wantedBlocks.get(i);
      header(block, blocks.get(i).type(), blocks.get(i).labels());
      body(blocks.get(i).body(), block == null ? null : block.get("body"));
    }
  }

  private void header(JsonNode wanted, String type, List<String> labels) {
    if (wanted == null) {
      return;
    }
    List<String> wantedLabels = new ArrayList<>();
    wanted.get("labels").forEach(label -> wantedLabels.add(label.textValue()));
    if (!wanted.get("type").textValue().equals(type) || !wantedLabels.equals(labels)) {
      differences.add(
          "block: expected " + wanted.get("type") + wantedLabels + " but got " + type + labels);
    }
  }

  private void attributes(Map<String, Attribute> attributes, JsonNode wanted) {
    JsonNode values = wanted == null ? null : wanted.get("attributes");
    for (Attribute attribute : new TreeMap<>(attributes).values()) {
      int before = diagnostics.count();
      Value value = Evaluator.evaluate(attribute.expression(), context, diagnostics);
      if (values == null || diagnostics.count() > before) {
        continue;
      }
      JsonNode expectedValue = values.get(attribute.name());
      if (expectedValue == null) {
        differences.add("attribute " + attribute.name() + " was not expected");
      } else if (!ConformanceValues.matches(expectedValue, value)) {
        differences.add(
            attribute.name()
                + ": expected "
                + expectedValue
                + " but got "
                + value.type()
                + " "
                + value);
      }
    }
    if (values != null) {
      values
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!attributes.containsKey(name)) {
                  differences.add("attribute " + name + " is missing");
                }
              });
    }
  }

  private void schema(Body body, JsonNode schema, JsonNode wanted) {
    if (schema.path("justAttributes").asBoolean()) {
      attributes(body.justAttributes(diagnostics), wanted);
      return;
    }
    BodySchema.Builder builder = BodySchema.builder();
    for (JsonNode attribute : schema.path("attributes")) {
      if (attribute.path("required").asBoolean()) {
        builder.required(attribute.get("name").textValue());
      } else {
        builder.optional(attribute.get("name").textValue());
      }
    }
    Map<String, JsonNode> bodies = new TreeMap<>();
    for (JsonNode block : schema.path("blocks")) {
      List<String> labels = new ArrayList<>();
      block.path("labels").forEach(label -> labels.add(label.textValue()));
      builder.block(block.get("type").textValue(), labels.toArray(String[]::new));
      bodies.put(block.get("type").textValue(), block.get("body"));
    }
    BodyContent content =
        schema.path("partial").asBoolean()
            ? body.partialContent(builder.build(), diagnostics).content()
            : body.content(builder.build(), diagnostics);
    attributes(content.attributes(), wanted);
    JsonNode wantedBlocks = wanted == null ? null : wanted.get("blocks");
    if (wantedBlocks != null && wantedBlocks.size() != content.blocks().size()) {
      differences.add(
          "blocks: expected " + wantedBlocks.size() + " but got " + content.blocks().size());
      return;
    }
    for (int i = 0; i < content.blocks().size(); i++) {
      JsonNode block = wantedBlocks == null ? null : wantedBlocks.get(i);
      header(block, content.blocks().get(i).type(), content.blocks().get(i).labels());
      if (block != null
          && !range(block.get("defRange")).equals(text(content.blocks().get(i).headerRange()))) {
        differences.add("header of block " + i + " is elsewhere");
      }
      schema(
          content.blocks().get(i).body(),
          bodies.get(content.blocks().get(i).type()),
          block == null ? null : block.get("body"));
    }
  }

  private void compareDiagnostics() {
    boolean error = expected.path("error").asBoolean();
    if (error != diagnostics.hasErrors()) {
      differences.add(
          error
              ? "no error, but expected " + first(expected).get("summary")
              : "unexpected error: " + diagnostics.list());
      return;
    }
    if (!error) {
      return;
    }
    if (test.has("diagnosticsUnordered")) {
      List<String> wanted = new ArrayList<>();
      expected.get("diagnostics").forEach(d -> wanted.add(d.get("summary").textValue()));
      if (!wanted.contains(diagnostics.list().getFirst().summary())) {
        differences.add("expected one of " + wanted + " but got " + diagnostics.list());
      }
      return;
    }
    JsonNode wanted = first(expected);
    Diagnostic actual = diagnostics.list().getFirst();
    different("summary", wanted.get("summary").textValue(), actual.summary());
    different(
        "subject",
        range(wanted.get("subject")),
        actual.subject().map(ConformanceCase::text).orElse("none"));
    differentWording("detail", wanted.get("detail").textValue(), actual.detail());
    differentWording(
        "context",
        range(wanted.get("context")),
        actual.context().map(ConformanceCase::text).orElse("none"));
    if (wanted.has("text")) {
      differentWording(
          "text", wanted.get("text").textValue(), DiagnosticWriter.plain().write(actual));
    }
  }

  private static JsonNode first(JsonNode expected) {
    return expected.get("diagnostics").get(0);
  }

  private void different(String what, String wanted, String actual) {
    if (!wanted.equals(actual)) {
      differences.add(what + ": expected «" + wanted + "» but got «" + actual + "»");
    }
  }

  private void differentWording(String what, String wanted, String actual) {
    if (!wanted.equals(actual)) {
      wording.add(what + ": expected «" + wanted + "» but got «" + actual + "»");
    }
  }

  private static String range(JsonNode range) {
    return range == null || range.isNull() ? "none" : range.toString();
  }

  private static String text(SourceRange range) {
    return "[%d,%d,%d,%d,%d,%d]"
        .formatted(
            range.start().line(),
            range.start().column(),
            range.start().offset(),
            range.end().line(),
            range.end().column(),
            range.end().offset());
  }
}
