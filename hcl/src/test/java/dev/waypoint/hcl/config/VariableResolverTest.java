package dev.waypoint.hcl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableResolverTest {
  private static VariableResolver resolver(String declarations) {
    return VariableResolver.of(
        WaypointFileTest.file("project = \"p\"\n" + declarations + WaypointFileTest.APP));
  }

  private static final String TAG = "variable \"tag\" {\n  type = string\n  default = \"d\"\n}\n";

  @Test
  void laterSourcesWinInWhateverOrderTheyAreGiven() {
    VariableResolver resolver = resolver(TAG);
    List<InputVariable> inputs = new ArrayList<>();
    assertThat(resolver.resolve(inputs).get("tag").orElseThrow().source())
        .isEqualTo(VariableSource.DEFAULT);
    inputs.add(InputVariable.text("tag", VariableSource.FILE, "file"));
    inputs.add(InputVariable.server("tag", "server"));
    assertThat(resolver.resolve(inputs).get("tag").orElseThrow().valueText()).isEqualTo("file");
    inputs.addFirst(InputVariable.cli("tag", "cli"));
    ResolvedVariable tag = resolver.resolve(inputs).get("tag").orElseThrow();
    assertThat(tag.value()).isEqualTo(Value.string("cli"));
    assertThat(tag.source()).isEqualTo(VariableSource.CLI);
  }

  @Test
  void readsTextByTheDeclaredType() {
    VariableResolver resolver =
        resolver(
            """
            variable "n" { type = number }
            variable "on" { type = bool }
            variable "list" { type = list(string) }
            variable "map" { type = map(number) }
            variable "free" {}
            """);
    ResolvedVariables variables =
        resolver.resolve(
            List.of(
                InputVariable.cli("n", "12"),
                InputVariable.cli("on", "true"),
                InputVariable.cli("list", "[\"a\", \"b\"]"),
                InputVariable.cli("map", "{k = 1}"),
                InputVariable.cli("free", "text")));
    assertThat(variables.get("n").orElseThrow().value()).isEqualTo(Value.number(12));
    assertThat(variables.get("on").orElseThrow().value()).isEqualTo(Value.TRUE);
    assertThat(variables.get("list").orElseThrow().value())
        .isEqualTo(Value.stringList(List.of("a", "b")));
    assertThat(variables.get("map").orElseThrow().valueText()).isEqualTo("{\"k\" = 1}");
    assertThat(variables.get("free").orElseThrow().value()).isEqualTo(Value.string("text"));
    assertThat(variables.usedTable())
        .extracting(ResolvedVariables.Row::type)
        .containsExactly("number", "bool", "hcl", "hcl", "string");
  }

  @Test
  void refusesValuesThatDoNotFit() {
    assertThatThrownBy(
            () ->
                resolver("variable \"n\" { type = number }\n")
                    .resolve(List.of(InputVariable.cli("n", "many"))))
        .isInstanceOf(HclException.class)
        .hasMessageContainingAll("\"n\"", "source: cli", "number");
  }

  @Test
  void refusesUndeclaredFlagsButNotUndeclaredEnvironment() {
    VariableResolver resolver = resolver(TAG);
    assertThatThrownBy(() -> resolver.resolve(List.of(InputVariable.cli("tga", "x"))))
        .hasMessageContainingAll("\"tga\"", "Did you mean \"tag\"?");
    assertThat(resolver.resolve(resolver.fromEnvironment(Map.of("WP_VAR_other", "x"))).byName())
        .containsOnlyKeys("tag");
  }

  @Test
  void readsTheEnvironmentByPrefixBeforeTheDeclaredNames() {
    VariableResolver resolver =
        resolver("variable \"tag\" {\n  type = string\n  env = [\"A\", \"B\"]\n}\n");
    assertThat(texts(resolver, Map.of("A", "a", "B", "b"))).containsExactly("a");
    assertThat(texts(resolver, Map.of("A", "", "B", "b"))).containsExactly("b");
    assertThat(texts(resolver, Map.of("WP_VAR_tag", "w", "A", "a"))).containsExactly("w");
  }

  private static List<String> texts(VariableResolver resolver, Map<String, String> environment) {
    return resolver.fromEnvironment(environment).stream()
        .map(input -> input.text().orElseThrow())
        .toList();
  }

  @Test
  void pointsAtTheDeclarationOfAnUnsetVariable() {
    VariableResolver resolver = resolver("variable \"org\" {}\n");
    assertThatThrownBy(() -> resolver.resolve(List.of()))
        .hasMessageContainingAll("waypoint.hcl:2,1-15", "Unset variable", "-var org=VALUE");
    assertThat(resolver.resolveAvailable(List.of()).byName()).isEmpty();
  }

  @Test
  void acceptsANullDefault() {
    assertThat(
            resolver("variable \"x\" {\n  type = string\n  default = null\n}\n")
                .resolve(List.of())
                .get("x")
                .orElseThrow()
                .value()
                .isNull())
        .isTrue();
  }

  @Test
  void neverShowsSensitiveValues() {
    ResolvedVariables variables =
        resolver("variable \"key\" {\n  type = string\n  sensitive = true\n}\n")
            .resolve(List.of(InputVariable.cli("key", "hush")));
    assertThat(variables.usedTable().toString()).contains("sensitive").doesNotContain("hush");
    assertThat(variables.usedTable("cookie").getFirst().value()).isEqualTo(sha256("cookiehush"));
    assertThat(variables.toString()).doesNotContain("hush");
  }

  private static String sha256(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsAllAutoFilesAndLetsTheLastOneWin(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("a.auto.wpvars"), "tag = \"a\"\nother = 1\n");
    Files.writeString(directory.resolve("b.auto.wpvars.json"), "{\"tag\": \"b\"}");
    Files.writeString(directory.resolve("c.wpvars"), "tag = \"c\"\n");
    List<InputVariable> inputs = VariableFiles.readAuto(directory);
    ResolvedVariables variables =
        resolver(TAG + "variable \"other\" { type = number }\n").resolve(inputs);
    assertThat(variables.get("tag").orElseThrow().valueText()).isEqualTo("b");
    assertThat(variables.get("tag").orElseThrow().source()).isEqualTo(VariableSource.VCS);
    assertThat(variables.get("other").orElseThrow().valueText()).isEqualTo("1");
  }

  @Test
  void explainsWhyAFileOfValuesCannotDeclare() {
    assertThatThrownBy(
            () -> VariableFiles.parse("x.wpvars", "variable \"a\" {}\n", VariableSource.FILE))
        .hasMessageContainingAll("x.wpvars:1,1", "cannot declare variables");
  }

  @Test
  void refusesDuplicatesAndDefaultsThatDoNotFit() {
    assertThatThrownBy(() -> resolver(TAG + TAG)).hasMessageContaining("already declared at");
    assertThatThrownBy(() -> resolver("variable \"n\" {\n  type = number\n  default = \"x\"\n}\n"))
        .hasMessageContainingAll("waypoint.hcl:4,13-16", "number");
  }
}
