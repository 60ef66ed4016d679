package dev.waypoint.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.TemplateFunctions;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The language against cases that were computed with its reference implementation: values, whether
 * there is an error, and the summary and place of the first problem. For the built-in cases the
 * words of the messages count too, but for a list of known differences. The system property {@code
 * hcl.cases} names another file of the same form, for which no difference is known.
 */
class HclConformanceTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void agreesWithTheReference() throws IOException {
    String file = System.getProperty("hcl.cases", "");
    List<JsonNode> files =
        file.isEmpty()
            ? List.of(builtIn("cases.json.gz"), builtIn("more-cases.json.gz"))
            : List.of(JSON.readTree(given(file).toFile()));
    Set<String> known = new HashSet<>();
    if (file.isEmpty()) {
      builtIn("known-differences.json").properties().forEach(e -> known.add(e.getKey()));
    }
    Map<String, List<String>> failures = new LinkedHashMap<>();
    Map<String, List<String>> wordings = new LinkedHashMap<>();
    Set<String> agreeing = new HashSet<>();
    int passed = 0;
    for (ConformanceCase one : cases(files)) {
      List<String> differences = one.run();
      boolean expected = known.contains(one.name());
      if (!differences.isEmpty() && !expected) {
        failures.put(one.toString(), differences);
        continue;
      }
      passed++;
      if (!one.wording().isEmpty() && !expected) {
        wordings.put(one.toString(), one.wording());
      }
      if (expected && differences.isEmpty() && one.wording().isEmpty()) {
        agreeing.add(one.name());
      }
    }
    wordings.forEach((name, differences) -> print("OTHER WORDS", name, differences));
    failures.forEach((name, differences) -> print("FAILED", name, differences));
    System.out.println(
        wordings.size()
            + " of those that pass differ in words, "
            + known.size()
            + " differ as known");
    System.out.println("passed " + passed + ", failed " + failures.size());
    assertThat(failures.keySet()).isEmpty();
    assertThat(passed).isPositive();
    if (file.isEmpty()) {
      assertThat(wordings.keySet()).isEmpty();
      assertThat(agreeing).as("known differences that are none any more").isEmpty();
    }
  }

  private static List<ConformanceCase> cases(List<JsonNode> files) throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    for (JsonNode file : files) {
      Map<String, EvalContext> contexts = contexts(file.get("contexts"));
      for (JsonNode test : file.get("cases")) {
        String context = test.path("context").asText();
        cases.add(new ConformanceCase(test, contexts.getOrDefault(context, EvalContext.CONSTANTS)));
      }
    }
    return cases;
  }

  private static Path given(String file) {
    Path path = Path.of(file);
    return Files.exists(path) ? path : Path.of("..").resolve(path);
  }

  private static void print(String what, String name, List<String> differences) {
    System.out.println(what + " " + name);
    differences.forEach(difference -> System.out.println("    " + difference));
  }

  private static JsonNode builtIn(String name) throws IOException {
    try (InputStream in = HclConformanceTest.class.getResourceAsStream("/conformance/" + name)) {
      return JSON.readTree(name.endsWith(".gz") ? new GZIPInputStream(in) : in);
    }
  }

  static Map<String, EvalContext> contexts(JsonNode json) throws IOException {
    Path base = Path.of("target").toAbsolutePath();
    Map<String, Function> standard = StandardFunctions.of(base, Clock.systemUTC());
    Map<String, EvalContext> contexts = new HashMap<>();
    json.properties()
        .forEach(
            e -> {
              Map<String, Value> variables = new HashMap<>();
              e.getValue()
                  .properties()
                  .forEach(v -> variables.put(v.getKey(), ConformanceValues.value(v.getValue())));
              EvalContext context = EvalContext.of(variables, standard);
              contexts.put(
                  e.getKey(),
                  context.withFunctions(
                      TemplateFunctions.of(context::variables, standard, base, base)));
            });
    contexts.put("nil", EvalContext.CONSTANTS);
    return contexts;
  }

  /** The functions that neither read files nor repositories. */
  static Map<String, Function> pureFunctions() throws IOException {
    Map<String, Function> functions =
        StandardFunctions.of(Path.of("target").toAbsolutePath(), Clock.systemUTC());
    functions.keySet().removeIf(name -> name.contains("file") || name.startsWith("git"));
    return functions;
  }

  static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String file : List.of("cases.json.gz", "more-cases.json.gz")) {
      builtIn(file).get("cases").forEach(test -> sources.add(test.get("src").textValue()));
    }
    return sources;
  }
}
