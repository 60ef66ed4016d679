package dev.waypoint.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.Evaluator;
import dev.waypoint.hcl.syntax.Formatter;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatterTest {
  private static String format(String text) {
    return Formatter.format(SourceFile.of("f.hcl", text));
  }

  @Test
  void indentsAndAligns() {
    assertThat(
            format(
                """
                project="p"
                app   "web"    {
                path="./web" # here
                labels = {
                "a"="b"
                long_name=1   // there
                }

                      build {
                   use "docker" {}
                      }
                }"""))
        .isEqualTo(
            """
            project = "p"
            app "web" {
              path = "./web" # here
              labels = {
                "a"       = "b"
                long_name = 1 // there
              }

              build {
                use "docker" {}
              }
            }
            """);
  }

  @Test
  void knowsSignsCallsAndIndices() {
    assertThat(
            format(
                "a=-1\nb = f( 1,-2 )\nc=x[0].y  -  1\nd = !t?a:b\n"
                    + "e = [for k,v in [1]: v if v>1]\nf = {for k in l: k=>1}\ng = x.*.id\n"))
        .isEqualTo(
            "a = -1\nb = f(1, -2)\nc = x[0].y - 1\nd = !t ? a : b\n"
                + "e = [for k, v in [1]: v if v > 1]\nf = { for k in l: k => 1 }\ng = x.*.id\n");
  }

  @Test
  void leavesStringsAlone() {
    String text = "a = \"x${ b }y\"\nc = <<EOT\n  keep   this\n\tas it is\nEOT\nd = 1\n";
    assertThat(format(text)).isEqualTo(text);
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertThatThrownBy(() -> format("a = \n")).isInstanceOf(HclException.class);
  }

  @Test
  void keepsTheMeaningAndChangesNothingTheSecondTime() throws IOException {
    int formatted = 0;
    for (String source : HclConformanceTest.sources()) {
      for (String text : new String[] {source, "a = " + source + "\n"}) {
        Diagnostics diagnostics = new Diagnostics();
        NativeBody body = Parser.parseBody(SourceFile.of("f.hcl", text), diagnostics);
        if (diagnostics.hasErrors()) {
          continue;
        }
        String once = format(text);
        assertThat(format(once)).as(text).isEqualTo(once);
        Diagnostics again = new Diagnostics();
        NativeBody other = Parser.parseBody(SourceFile.of("f.hcl", once), again);
        assertThat(again.list()).as(once).isEmpty();
        assertThat(meaning(other)).as(text).isEqualTo(meaning(body));
        formatted++;
      }
    }
    assertThat(formatted).isGreaterThan(500);
  }

  private static String meaning(NativeBody body) {
    StringBuilder text = new StringBuilder();
    EvalContext context = EvalContext.of(Map.of("a", Value.number(1)), Map.of());
    body.attributes()
        .forEach(
            (name, attribute) -> {
              Diagnostics problems = new Diagnostics();
              Value value = Evaluator.evaluate(attribute.expression(), context, problems);
              text.append(name).append('=').append(value);
              problems.list().forEach(problem -> text.append(problem.detail()));
              text.append(attribute.expression().variables()).append(';');
            });
    body.blocks()
        .forEach(
            block ->
                text.append(block.type())
                    .append(block.labels())
                    .append('{')
                    .append(meaning(block.body()))
                    .append('}'));
    return text.toString();
  }
}
