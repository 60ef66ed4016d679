package dev.waypoint.hcl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.hcl.diagnostic.HclException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigStanzasTest {
  private static final ConfigScope SCOPE = ConfigScope.builder().build();

  private static WaypointFile file(String project, String app) {
    return WaypointFile.parse(
        "waypoint.hcl",
        """
        project = "shop"
        %s
        app "web" {
          build {
            use "docker" {}
          }
          deploy {
            use "docker" {}
          }
          %s
        }
        """
            .formatted(project, app));
  }

  private static Map<String, String> texts(WaypointFile file, ConfigScope scope) {
    return file.deploymentConfig("web", scope).values(ConfigKind.ENV, Map.of());
  }

  private static Map<String, String> env(String values) {
    return texts(file("", "config {\n env = {\n" + values + "\n}\n}"), SCOPE);
  }

  @Test
  void values_become_texts() {
    assertThat(env("A = 1\n B = true\n C = \"x\"\n D = upper(\"y\")\n E = 0.5"))
        .isEqualTo(Map.of("A", "1", "B", "true", "C", "x", "D", "Y", "E", "0.5"));
  }

  @Test
  void values_refer_to_each_other_in_any_order() {
    WaypointFile file =
        file(
            "config { internal = { host = \"db\" } }",
            """
            config {
              env = {
                URL = "postgres://${config.internal.address}"
                COPY = config.env.URL
                PATH = config.file["/etc/app.conf"]
              }
              internal = { address = "${config.internal.host}:${config.internal.port}", port = 5432 }
              file = { "/etc/app.conf" = config.env.COPY }
            }
            """);

    assertThat(texts(file, SCOPE))
        .containsEntry("URL", "postgres://db:5432")
        .containsEntry("COPY", "postgres://db:5432")
        .containsEntry("PATH", "postgres://db:5432");
  }

  @Test
  void a_loop_is_told_with_its_way_and_the_place_of_the_last_reference() {
    assertThatThrownBy(() -> env("A = config.env.B\nB = \"${config.env.C}!\"\nC = config.env.A"))
        .isInstanceOfSatisfying(
            HclException.class,
            e -> {
              assertThat(e.diagnostics()).hasSize(1);
              assertThat(e.diagnostics().getFirst().detail())
                  .contains("config.env.A → config.env.B → config.env.C → config.env.A");
              assertThat(e.diagnostics().getFirst().subject().orElseThrow().text())
                  .isEqualTo("config.env.A");
            });
  }

  @Test
  void a_value_that_refers_to_itself_is_a_loop() {
    assertThatThrownBy(() -> env("A = \"${config.env.A}x\""))
        .hasMessageContaining("config.env.A → config.env.A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[\"a\"]",
        "{ a = 1 }",
        "config.env.MISSING",
        "config.nothing.X",
        "nope.x"
      })
  void values_that_are_no_texts_are_refused_at_their_place(String expression) {
    assertThatThrownBy(() -> env("A = " + expression))
        .isInstanceOfSatisfying(
            HclException.class, e -> assertThat(e.diagnostics().getFirst().subject()).isPresent());
  }

  @Test
  void an_unknown_reference_names_the_nearest() {
    assertThatThrownBy(() -> env("PORT = 1\nA = config.env.PROT"))
        .hasMessageContaining("There is no config.env.PROT here. Did you mean \"PORT\"?");
  }

  @Test
  void computed_maps_are_evaluated_as_a_whole() {
    WaypointFile file =
        file(
            "",
            """
            config {
              env = merge({ A = "1" }, { B = config.internal.b })
              internal = { b = "2", c = config.env.B }
            }
            """);

    assertThat(texts(file, SCOPE)).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @Test
  void variables_are_sorted_by_name_and_keep_their_filters() {
    WaypointFile file =
        file(
            """
            config {
              env = { B = "1", A = "2" }
              runner { env = { R = "3" } }
              workspace "prod" {
                env = { A = "4" }
                label "tier == gold" { env = { A = "5" } }
              }
            }
            """,
            "config { env = { A = \"6\" } }");

    assertThat(file.config("web", SCOPE).stream().map(ConfigStanzasTest::describe))
        .containsExactly(
            "A=2 project",
            "A=4 project workspace=prod",
            "A=5 project workspace=prod labels=tier == gold",
            "A=6 web",
            "B=1 project",
            "R=3 project runner");
    assertThat(file.config(SCOPE)).hasSize(5);
  }

  private static String describe(ConfigVariable variable) {
    ConfigTarget target = variable.target();
    return variable.name()
        + "="
        + ((ConfigContent.Text) variable.content()).text()
        + " "
        + target.app().orElse("project")
        + (target.runner() ? " runner" : "")
        + target.workspace().map(name -> " workspace=" + name).orElse("")
        + target.labels().map(selector -> " labels=" + selector).orElse("");
  }

  @Test
  void app_beats_project_workspace_beats_labels_and_long_selectors_beat_short_ones() {
    WaypointFile file =
        file(
            """
            config {
              env = { A = "project", B = "project", C = "project", D = "project" }
              workspace "PROD" { env = { A = "w", B = "w", C = "w" } }
            }
            """,
            """
            config {
              env = { A = "app" }
              label "tier == gold" { env = { B = "short" } }
              label "tier == gold and zone == eu" { env = { B = "long", A = "long" } }
              workspace "prod" { env = { A = "app prod" } }
              workspace "test" { env = { D = file("no such file") } }
            }
            """);
    ConfigScope scope =
        ConfigScope.builder()
            .workspace("prod")
            .labels(Map.of("tier", "gold", "zone", "eu"))
            .build();

    assertThat(texts(file, scope))
        .isEqualTo(Map.of("A", "app prod", "B", "long", "C", "w", "D", "project"));
  }

  @Test
  void dynamic_values_are_asked_for_once_and_put_into_what_refers_to_them() {
    WaypointFile file =
        file(
            "variable \"user\" { default = \"me\" }",
            """
            config {
              env = {
                URL   = "db://${var.name}:${upper(config.internal.password)}@$${host}%%{x}"
                PLAIN = dynamic("vault", { path = "kv/${config.internal.stage}" })
                BOTH  = "${config.env.URL}?${config.internal.password}"
              }
              internal = {
                password = configdynamic("vault", { path = "kv/db" })
                unused   = dynamic("vault", { path = "kv/unused" })
                stage    = "test"
              }
            }
            """
                .replace("var.name", "var.user"));
    ConfigScope scope =
        ConfigScope.builder().variables(VariableResolver.of(file).resolve(List.of())).build();
    ConfigSelection selection = file.deploymentConfig("web", scope);

    assertThat(selection.dynamic(ConfigKind.ENV))
        .extracting(DynamicValue::settings)
        .containsExactlyInAnyOrder(Map.of("path", "kv/db"), Map.of("path", "kv/test"));
    Map<DynamicValue, String> delivered = new HashMap<>();
    selection
        .dynamic(ConfigKind.ENV)
        .forEach(value -> delivered.put(value, "se${cret}-" + value.settings().get("path")));
    String url = "db://me:SE${CRET}-KV/DB@${host}%{x}";
    assertThat(selection.values(ConfigKind.ENV, delivered))
        .isEqualTo(
            Map.of("URL", url, "PLAIN", "se${cret}-kv/test", "BOTH", url + "?se${cret}-kv/db"));
  }

  @Test
  void what_depends_on_dynamic_values_is_kept_as_a_template_with_literals_escaped() {
    WaypointFile file =
        file(
            "",
            """
            config {
              env = {
                A = "$${x} ${1 + 1} %%{y} ${config.internal.p}"
                B = config.internal.p
              }
              internal = { p = dynamic("vault", {}) }
            }
            """);

    Map<String, ConfigContent> contents =
        file.config("web", SCOPE).stream()
            .collect(Collectors.toMap(ConfigVariable::name, ConfigVariable::content));
    assertThat(contents)
        .containsEntry("A", new ConfigContent.Template("$${x} 2 %%{y} ${config.internal.p}"))
        .containsEntry("B", new ConfigContent.Template("${config.internal.p}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x${dynamic(\"vault\", {})}\"",
        "dynamic()",
        "dynamic(null, {})",
        "dynamic(\"vault\", { a = null })",
        "dynamic(\"vault\", [1])",
        "dynamic(\"vault\", { a = config.internal.p })",
        "\"${config.internal.p == workspace.name}\""
      })
  void dynamic_values_in_the_wrong_place_are_refused(String expression) {
    assertThatThrownBy(
            () ->
                texts(
                    file(
                        "",
                        """
                        config {
                          env = { A = %s }
                          internal = { p = dynamic("vault", {}) }
                        }
                        """
                            .formatted(expression)),
                    SCOPE))
        .isInstanceOfSatisfying(
            HclException.class, e -> assertThat(e.diagnostics().getFirst().subject()).isPresent());
  }

  @Test
  void the_json_syntax_means_the_same() {
    WaypointFile file =
        WaypointFile.parse(
            "waypoint.hcl.json",
            """
            {"project": "shop", "app": {"web": {
              "build": {"use": {"docker": {}}}, "deploy": {"use": {"docker": {}}},
              "config": {
                "env": {"A": "${config.internal.b}!", "N": 1, "D": "${dynamic(\\"v\\", {k = 1})}"},
                "internal": {"b": "x"}}}}}
            """);

    ConfigSelection selection = file.deploymentConfig("web", SCOPE);
    DynamicValue value = selection.dynamic(ConfigKind.ENV).getFirst();
    assertThat(value.settings()).isEqualTo(Map.of("k", "1"));
    assertThat(selection.values(ConfigKind.ENV, Map.of(value, "secret")))
        .isEqualTo(Map.of("A", "x!", "N", "1", "D", "secret"));
  }

  @Test
  void runners_see_the_projects_internal_values_and_not_those_of_the_app() {
    String runner =
        """
        config {
          internal = { x = 1 }
          runner {
            env = { T = config.internal.t }
          }
        }
        """;

    assertThat(file("config { internal = { t = \"1\" } }", runner).config("web", SCOPE)).hasSize(3);
    assertThatThrownBy(() -> file("", runner.replace("x = 1", "t = 1")).config("web", SCOPE))
        .hasMessageContaining("There is no config.internal.t here");
  }

  @Test
  void long_chains_of_references_end() {
    StringBuilder chain = new StringBuilder("V0 = \"end\"\n");
    for (int i = 1; i < 3000; i++) {
      chain.append("V%d = config.env.V%d\n".formatted(i, i - 1));
    }

    assertThat(env(chain.toString())).containsEntry("V2999", "end");
    assertThat(env(chain.append("A = config.env.V2999").toString())).containsEntry("A", "end");
  }

  @Test
  void dynamic_defaults_are_needed_only_where_nobody_gives_a_value() {
    WaypointFile file =
        file(
            """
            variable "a" { default = dynamic("vault", { path = "a" }) }
            variable "b" {
              type    = list(string)
              default = dynamic("vault", { path = "b" })
            }
            """,
            "");
    VariableResolver resolver = VariableResolver.of(file);
    List<InputVariable> given = List.of(InputVariable.cli("a", "here"));

    assertThat(resolver.dynamicDefaults(given)).containsOnlyKeys("b");
    assertThat(
            resolver
                .resolve(
                    List.of(
                        InputVariable.cli("a", "here"),
                        InputVariable.text("b", VariableSource.DYNAMIC, "[\"x\"]")))
                .usedTable())
        .extracting(ResolvedVariables.Row::source)
        .containsExactly("cli", "dynamic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "bool"})
  void dynamic_defaults_of_numbers_and_truth_values_are_refused_at_their_place(String type) {
    assertThatThrownBy(
            () ->
                file(
                    "variable \"a\" {\n type = %s\n default = dynamic(\"v\", {})\n}"
                        .formatted(type),
                    ""))
        .hasMessageContaining("waypoint.hcl:4,12");
  }
}
