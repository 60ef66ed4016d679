package dev.waypoint.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.DiagnosticWriter;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.FunctionCall;
import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.NativeBlock;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.syntax.TypeExpressions;
import dev.waypoint.hcl.value.HclNumber;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text is, the outcome is a value or problems with places in the text. The system
 * property {@code hcl.fuzz.seconds} makes the test run longer, {@code hcl.fuzz.seed} repeats a run.
 */
class HclFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "${",
          "%{",
          "}",
          "{",
          "(",
          ")",
          "[",
          "]",
          "\"",
          "\\",
          "<<EOT\n",
          "<<-X\n",
          "EOT\n",
          "~}",
          "${~",
          "...",
          "=>",
          "for ",
          " in ",
          " if ",
          "*",
          ".*",
          "[*]",
          "\n",
          "\r\n",
          "#",
          "/*",
          "*/",
          "//",
          "\u0000",
          "\u0301",
          "\uFEFF",
          "\uD83D\uDE00",
          "\uD800",
          "null",
          "1e9",
          "0.1",
          "-",
          "!",
          "?",
          ":",
          ",",
          "==",
          "&&",
          "%",
          "$",
          "var.",
          "a",
          "é",
          "%{ for x in ",
          "%{ if ",
          "%{ else }",
          "%{ endif }",
          "%{ endfor }",
          "upper(",
          "app \"web\" {\n",
          "\t",
          "'",
          "`",
          ";");

  private static final List<Value> VALUES =
      List.of(
          Value.NULL,
          Value.DYNAMIC,
          Value.TRUE,
          Value.ZERO,
          Value.number(-1),
          Value.number(3),
          Value.number(HclNumber.parse("2.5")),
          Value.number(HclNumber.parse("1e30")),
          Value.number(HclNumber.INFINITY),
          Value.number(HclNumber.NEGATIVE_INFINITY),
          Value.string(""),
          Value.string("a"),
          Value.string("a,b\n1,2"),
          Value.string("%5d %s %%"),
          Value.string("(["),
          Value.string("{\"a\":[1,null]}"),
          Value.string("2020-01-02T03:04:05Z"),
          Value.string("YYYY-MM-DD'T'hh"),
          Value.string("é\uD83D\uDE00"),
          Value.string("/a+/"),
          Value.EMPTY_TUPLE,
          Value.EMPTY_OBJECT,
          Value.stringList(List.of("a", "b")),
          Value.list(Type.STRING, List.of()),
          Value.list(Type.DYNAMIC, List.of()),
          Value.set(Type.NUMBER, List.of(Value.number(1), Value.number(2))),
          Value.stringMap(Map.of("a", "b")),
          Value.map(Type.DYNAMIC, Map.of()),
          Value.tuple(List.of(Value.number(1), Value.string("x"), Value.NULL)),
          Value.tuple(List.of(Value.tuple(List.of(Value.string("x"))), Value.EMPTY_TUPLE)),
          Value.object(Map.of("a", Value.number(1), "b", Value.unknown(Type.STRING))),
          Value.nullOf(Type.list(Type.STRING)),
          Value.nullOf(Type.STRING),
          Value.unknown(Type.NUMBER),
          Value.unknown(Type.list(Type.STRING)),
          Value.list(Type.STRING, List.of(Value.nullOf(Type.STRING), Value.string("x"))));

  private final List<String> corpus;
  private final EvalContext context;

  HclFuzzTest() throws IOException {
    corpus = HclConformanceTest.sources();
    Value list = Value.stringList(List.of("a", "b"));
    Value object = Value.object(Map.of("list", list, "n", Value.number(3), "s", Value.string("s")));
    context =
        EvalContext.of(
            Map.of("var", object, "a", Value.number(1), "u", Value.unknown(Type.STRING)),
            HclConformanceTest.pureFunctions());
  }

  @Test
  void everyTextGivesAValueOrProblemsWithPlaces() {
    long seed = Long.getLong("hcl.fuzz.seed", 20260101L);
    Random random = new Random(seed);
    long seconds = Long.getLong("hcl.fuzz.seconds", 0);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int rounds = 0;
    while (rounds < 4_000 || System.nanoTime() < end) {
      String text = text(random);
      assertThatCode(() -> read(text))
          .as("seed %d round %d: %s", seed, rounds, text)
          .doesNotThrowAnyException();
      rounds++;
    }
    System.out.println("fuzzed " + rounds + " texts, seed " + seed);
  }

  @Test
  void everyFunctionAnswersOrRefuses() throws IOException {
    Random random = new Random(Long.getLong("hcl.fuzz.seed", 20260101L));
    Map<String, Function> functions = new TreeMap<>(HclConformanceTest.pureFunctions());
    for (Map.Entry<String, Function> function : functions.entrySet()) {
      for (int round = 0; round < 300; round++) {
        List<Value> arguments = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
          arguments.add(VALUES.get(random.nextInt(VALUES.size())));
        }
        assertThatCode(() -> call(function.getValue(), arguments))
            .as("%s(%s)", function.getKey(), arguments)
            .doesNotThrowAnyException();
      }
    }
  }

  private static void call(Function function, List<Value> arguments) {
    try {
      assertThat(FunctionCall.invoke(function, arguments)).isNotNull();
    } catch (FunctionException e) {
      assertThat(e.getMessage()).isNotBlank().isNotEqualTo("it cannot use these arguments");
    }
  }

  private String text(Random random) {
    StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = text.isEmpty() ? 0 : random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
        case 2 -> text.setLength(at);
        case 3 -> text.append(corpus.get(random.nextInt(corpus.size())));
        case 4 -> {
          int to = Math.min(text.length(), at + random.nextInt(30));
          text.insert(at, text.substring(at, to));
        }
        default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())).repeat(20));
      }
    }
    return text.substring(0, Math.min(text.length(), 4_000));
  }

  private void read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SourceFile file = SourceFile.of("fuzz.hcl", bytes);
    Diagnostics expression = new Diagnostics();
    Parser.parseExpression(file, expression).ifPresent(e -> evaluate(e, expression));
    check(expression, bytes.length);
    Diagnostics template = new Diagnostics();
    Parser.parseTemplate(file, template).ifPresent(e -> evaluate(e, template));
    check(template, bytes.length);
    Diagnostics body = new Diagnostics();
    evaluate(Parser.parseBody(file, body), body);
    check(body, bytes.length);
    Diagnostics json = new Diagnostics();
    JsonParser.parseBody(file, json).ifPresent(b -> evaluate(b, json));
    check(json, bytes.length);
    config("waypoint.hcl", bytes);
    config("waypoint.hcl.json", bytes);
  }

  private static void config(String name, byte[] bytes) {
    try {
      WaypointFile.parse(name, bytes);
    } catch (HclException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private void evaluate(Expression expression, Diagnostics diagnostics) {
    expression.variables();
    Value value = Evaluator.evaluate(expression, context, diagnostics);
    assertThat(value).isNotNull();
    assertThat(value.toString()).isNotNull();
    TypeExpressions.parse(expression, new Diagnostics());
  }

  private void evaluate(NativeBody body, Diagnostics diagnostics) {
    body.attributes().values().forEach(a -> evaluate(a.expression(), diagnostics));
    for (NativeBlock block : body.blocks()) {
      evaluate(block.body(), diagnostics);
    }
  }

  private void evaluate(Body body, Diagnostics diagnostics) {
    for (Attribute attribute : body.justAttributes(diagnostics).values()) {
      evaluate(attribute.expression(), diagnostics);
    }
  }

  private static void check(Diagnostics diagnostics, int length) {
    for (Diagnostic diagnostic : diagnostics.list()) {
      assertThat(diagnostic.summary()).isNotBlank();
      diagnostic.subject().ifPresent(range -> check(range, length));
      diagnostic.context().ifPresent(range -> check(range, length));
    }
    assertThat(DiagnosticWriter.plain().write(diagnostics.list())).isNotNull();
    assertThat(DiagnosticWriter.forPeople().write(diagnostics.list())).isNotNull();
  }

  private static void check(SourceRange range, int length) {
    assertThat(range.start().line()).isPositive();
    assertThat(range.start().column()).isPositive();
    assertThat(range.start().offset()).isBetween(0, length);
    assertThat(range.end().offset()).isBetween(range.start().offset(), length + 1);
  }
}
