package dev.waypoint.hcl.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of this module run with another HOME than that of the user. */
class PathFunctionsTest {
  private static final Path BASE = Path.of("/base");

  @Test
  void theHomeIsThatOfTheEnvironment() {
    String home = System.getenv("HOME");

    assertThat(home).isNotBlank().isNotEqualTo(System.getProperty("user.home"));
    assertThat(evaluate("pathexpand(\"~\")")).isEqualTo(home);
    assertThat(evaluate("pathexpand(\"~/a/b\")")).isEqualTo(home + "/a/b");
  }

  @ParameterizedTest
  @CsvSource({"pathexpand, ~a/b, ~a/b", "pathexpand, a/~, a/~", "abspath, a/../b, /base/b"})
  void allElseStays(String function, String path, String expected) {
    assertThat(evaluate("%s(\"%s\")".formatted(function, path))).isEqualTo(expected);
  }

  private static String evaluate(String expression) {
    Diagnostics diagnostics = new Diagnostics();
    NativeBody body =
        Parser.parseBody(SourceFile.of("test.hcl", "x = " + expression + "\n"), diagnostics);
    EvalContext context = EvalContext.of(Map.of(), StandardFunctions.of(BASE, Clock.systemUTC()));
    String text =
        Evaluator.evaluate(body.attributes().get("x").expression(), context, diagnostics)
            .asString();
    assertThat(diagnostics.list()).isEmpty();
    return text;
  }
}
