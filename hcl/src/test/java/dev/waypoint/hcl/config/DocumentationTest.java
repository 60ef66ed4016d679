package dev.waypoint.hcl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.hcl.syntax.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/waypoint-hcl.md shows is what the module accepts. */
class DocumentationTest {
  private String text;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Path.of("..", "docs", "waypoint-hcl.md"));
  }

  private List<String> snippets(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void every_file_in_it_is_valid_and_laid_out() {
    List<String> files = snippets("hcl");

    assertThat(files).hasSizeGreaterThan(2);
    for (String file : files) {
      WaypointFile parsed = WaypointFile.parse("waypoint.hcl", file);
      ConfigScope scope = ConfigScope.builder().workspace("prod").build();
      assertThatCode(() -> parsed.config(scope)).doesNotThrowAnyException();
      assertThat(Formatter.format(SourceFile.of("waypoint.hcl", file))).isEqualTo(file);
    }
  }

  @Test
  void every_file_of_values_in_it_is_valid() {
    assertThat(snippets("wpvars"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(VariableFiles.parse("x.wpvars", file, VariableSource.FILE))
                    .isNotEmpty());
  }

  @Test
  void it_names_all_functions_and_no_others() {
    String section = text.substring(text.indexOf("## Functions"), text.indexOf("## Differences"));
    Set<String> named = new TreeSet<>();
    Pattern.compile("`([^`]*)`")
        .matcher(section)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(names -> named.addAll(List.of(names.split("\\s+"))));

    Set<String> known =
        new TreeSet<>(StandardFunctions.of(Path.of(""), Clock.systemUTC()).keySet());
    known.addAll(List.of("templatedir", "templatefile", "templatestring"));
    assertThat(named).containsExactlyElementsOf(known);
  }
}
