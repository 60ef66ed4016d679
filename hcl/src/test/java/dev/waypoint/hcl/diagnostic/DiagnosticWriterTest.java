package dev.waypoint.hcl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.hcl.HclDump;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticWriterTest {
  @Test
  void whatIsWrongInManyPlacesIsExplainedToPeopleOnce() {
    List<Diagnostic> problems = problems("a = 1 +\n".repeat(6));
    assertThat(problems).hasSize(6);

    String text = DiagnosticWriter.forPeople().write(problems);

    assertThat(text.lines().filter(line -> line.contains("Error:")))
        .containsExactly(problems.getFirst().subject().orElseThrow() + ": Error: " + summary(text));
    assertThat(text).endsWith("and 2 times more.");
  }

  private static String summary(String text) {
    return text.lines().findFirst().orElseThrow().replaceFirst(".*Error: ", "");
  }

  @Test
  void aSecondPlaceIsNamed() {
    List<Diagnostic> problems = problems("a = 1 +\nb = 1 +\n");
    assertThat(DiagnosticWriter.forPeople().write(problems))
        .endsWith("The same at " + problems.get(1).subject().orElseThrow() + ".");
  }

  @Test
  void differentProblemsAreAllShown() {
    List<Diagnostic> problems = problems("a = 1 +\nb { c\n");
    assertThat(problems).hasSizeGreaterThan(1);
    assertThat(DiagnosticWriter.forPeople().write(problems).lines())
        .filteredOn(line -> line.contains("Error:"))
        .hasSameSizeAs(problems);
  }

  private static List<Diagnostic> problems(String text) {
    Diagnostics diagnostics = new Diagnostics();
    HclDump.dump(SourceFile.of("a.hcl", text), diagnostics);
    return diagnostics.list();
  }
}
