package dev.waypoint.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HclRobustnessTest {
  private static final int SIZE = 400_000;

  private static Diagnostics body(String text) {
    Diagnostics diagnostics = new Diagnostics();
    NativeBody body = Parser.parseBody(SourceFile.of("r.hcl", text), diagnostics);
    EvalContext context = EvalContext.of(Map.of("a", Value.number(1)), Map.of());
    body.attributes()
        .values()
        .forEach(
            attribute -> {
              attribute.expression().variables();
              Evaluator.evaluate(attribute.expression(), context, diagnostics);
            });
    return diagnostics;
  }

  @Test
  @Timeout(120)
  void reportsNestingThatIsTooDeep() {
    for (String opening :
        List.of("(", "[", "{a=", "!", "-", "\"${", "true?1:", "f(", "[for a in ", "a[", "a?")) {
      assertThat(body("x = " + opening.repeat(SIZE / opening.length())).list())
          .as(opening)
          .singleElement()
          .satisfies(d -> assertThat(d.summary()).isEqualTo("Configuration nested too deeply"));
    }
    assertThat(body("b {\n".repeat(SIZE / 4)).list().getFirst().summary())
        .isEqualTo("Configuration nested too deeply");
    Diagnostics json = new Diagnostics();
    JsonParser.parseBody(SourceFile.of("r.json", "{\"a\":".repeat(SIZE / 5)), json);
    assertThat(json.list().getFirst().summary()).isEqualTo("Configuration nested too deeply");
  }

  @Test
  void readsWhatIsNestedWithinTheLimit() {
    assertThat(body("x = " + "(".repeat(450) + "1" + ")".repeat(450) + "\n").list()).isEmpty();
    assertThat(body("x = " + "[".repeat(450) + "]".repeat(450) + "\n").list()).isEmpty();
    assertThat(body("b {\n".repeat(450) + "}\n".repeat(450)).list()).isEmpty();
  }

  @Test
  void readsDeepNestingOnAThreadWithASmallStack() throws InterruptedException {
    String text = "x = " + "[".repeat(490) + "]".repeat(490) + "\n";
    AtomicReference<Diagnostics> found = new AtomicReference<>();
    Thread thread = new Thread(null, () -> found.set(body(text)), "small", 256 << 10);
    thread.start();
    thread.join();
    assertThat(found.get().list()).isEmpty();
  }

  @Test
  @Timeout(120)
  void walksLongChainsWithoutNesting() {
    assertThat(body("x = 1" + " + a".repeat(SIZE / 4) + "\n").list()).isEmpty();
    assertThat(body("x = \"" + "${a}".repeat(SIZE / 4) + "\"\n").list()).isEmpty();
    assertThat(body("x = [" + "1,".repeat(SIZE / 2) + "]\n").list()).isEmpty();
  }

  @Test
  @Timeout(240)
  void readsFiveMegabytesInTimeThatGrowsWithTheLength() {
    String block =
        "app \"web\" {\n  build {\n    use \"docker\" {\n      tag = \"${a}\"\n    }\n  }\n}\n";
    body(block.repeat(2_000));
    Duration small = timed(block.repeat(8_000));
    Duration large = timed(block.repeat(5_000_000 / block.length()));
    double lengths = 5_000_000.0 / (8_000 * block.length());
    assertThat((double) large.toMillis())
        .as("8 000 blocks took %s", small)
        .isLessThan(8 * lengths * Math.max(100, small.toMillis()));
  }

  private static Duration timed(String text) {
    long start = System.nanoTime();
    assertThat(body(text).hasErrors()).isFalse();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void keepsCountingProblemsWithoutKeepingThem() {
    Diagnostics diagnostics = body("x = [for i in [" + "1,".repeat(5_000) + "] : nosuch]\n");
    assertThat(diagnostics.count()).isEqualTo(5_000);
    assertThat(diagnostics.list()).hasSize(Diagnostics.MAX_KEPT);
  }
}
