package dev.waypoint.hcl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.hcl.diagnostic.HclException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaypointFileTest {
  static final String APP =
      """
      app "web" {
        path = "./web"
        build {
          use "docker" { tag = "v1" }
        }
        deploy {
          use "kubernetes" {}
        }
      }
      """;

  static WaypointFile file(String source) {
    return WaypointFile.parse("waypoint.hcl", source);
  }

  private static void refused(String source, String... texts) {
    assertThatThrownBy(() -> file(source))
        .isInstanceOf(HclException.class)
        .hasMessageContainingAll(texts);
  }

  @Test
  void readsWhatTheRootSays() {
    WaypointFile file =
        file(
            """
            project = "shop"
            labels = { team = "a" }
            runner {
              enabled = true
              data_source "git" {
                url = "https://example.com/shop.git"
                path = "deploy"
              }
              poll {
                enabled = true
                interval = "1m30s"
              }
            }
            """
                + APP);
    assertThat(file.project()).isEqualTo("shop");
    assertThat(file.labels()).isEqualTo(Map.of("team", "a"));
    assertThat(file.appNames()).containsExactly("web");
    DataSource source = file.dataSource().orElseThrow();
    assertThat(source.enabled()).isTrue();
    assertThat(source.pollEnabled()).isTrue();
    assertThat(source.pollInterval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(source.git().orElseThrow().path()).isEqualTo("deploy");
    assertThat(source.git().orElseThrow().ref()).isEqualTo("HEAD");
  }

  @Test
  void readsTheJsonSyntax() {
    WaypointFile file =
        WaypointFile.parse(
            "waypoint.hcl.json",
            """
            {"project": "shop",
             "variable": {"tag": {"type": "string", "default": "v1"}},
             "app": {"web": {
               "runner": {"profile": "p-${workspace.name}-${var.tag}"},
               "build": {"use": {"docker": {"tag": "${var.tag}"}}},
               "deploy": {"use": {"kubernetes": {}}}}}}
            """);
    ConfigScope scope =
        ConfigScope.builder()
            .workspace("prod")
            .variables(VariableResolver.of(file).resolve(List.of()))
            .build();
    assertThat(file.appNames()).containsExactly("web");
    assertThat(file.runnerProfile("web", scope)).contains("p-prod-v1");
    StageConfig build = file.app("web").stage(Stage.BUILD, scope).orElseThrow();
    assertThat(BodyDecoder.decodeAttributes(build.body(), build.context()))
        .isEqualTo(Map.of("tag", "v1"));
  }

  @Test
  void tellsWhatIsMissingAtItsPlace() {
    refused("app \"web\" {}\n", "project", "waypoint.hcl:1,1");
    refused(
        "project = \"p\"\napp \"web\" {\n}\n",
        "waypoint.hcl:2,1-10",
        "'build' stanza required",
        "'deploy' stanza required");
    refused(
        "project = \"p\"\napp \"web\" {\n  build {}\n  deploy {\n    use \"x\" {}\n  }\n}\n",
        "waypoint.hcl:3,3-8",
        "needs a \"use\" stanza");
  }

  @Test
  void namesTheNearestKnownWord() {
    refused("project = \"p\"\nap \"web\" {}\n", "Did you mean \"app\"?", "^^");
    refused(
        "project = \"p\"\napp \"web\" {\n  pth = \"x\"\n  build {\n    use \"x\" {}\n  }\n"
            + "  deploy {\n    use \"x\" {}\n  }\n}\n",
        "waypoint.hcl:3,3-6",
        "Did you mean \"path\"?");
  }

  @Test
  void refusesWhatIsReservedOrLeadsAway() {
    refused(
        "project = \"p\"\nlabels = { \"waypoint/workspace\" = \"x\" }\n" + APP, "Reserved label");
    refused("project = \"p\"\n" + APP.replace("./web", "../web"), "leads out of the project");
    refused("project = \"p\"\n" + APP + APP, "Duplicate application");
  }

  @Test
  void refusesLabelsThatNoRecordCanCarry() {
    String long256 = "x".repeat(256);
    refused("project = \"p\"\nlabels = { " + long256 + " = \"x\" }\n" + APP, "Long label");
    refused(
        "project = \"p\"\nlabels = { a = \"" + long256 + "\" }\n" + APP, "up to 255 characters");
    refused("project = \"p\"\nlabels = { \"a b/c\" = \"x\" }\n" + APP, "must be a host name");
    assertThat(file("project = \"p\"\nlabels = { \"example.org/c\" = \"x\" }\n" + APP).labels())
        .containsEntry("example.org/c", "x");
  }

  @Test
  void anUndeclaredVariableIsNamedWithTheNearestOne() {
    WaypointFile file =
        file(
            "project = \"p\"\nvariable \"tag\" {\n  default = \"x\"\n}\n"
                + APP.replace("\"./web\"", "\"./web\"\n  labels = { t = var.tga }"));
    assertThatThrownBy(() -> file.app("web").labels(ConfigScope.builder().build()))
        .hasMessageContaining("Undefined variable")
        .hasMessageContaining("declares no variable \"tga\"")
        .hasMessageContaining("waypoint.hcl:7,18-25");
  }

  @Test
  void refusesPipelinesWithoutSteps() {
    refused("project = \"p\"\npipeline \"x\" {}\n" + APP, "needs at least one \"step\"");
    refused(
        "project = \"p\"\npipeline \"x\" {\n  step \"a\" {\n  }\n}\n" + APP,
        "exactly one \"use\" or \"pipeline\"");
  }

  @Test
  void choosesTheProfileOfTheApplicationBeforeThatOfTheProject() {
    WaypointFile file =
        file(
            """
            project = "p"
            runner { profile = "root-${workspace.name}" }
            """
                + APP
                + APP.replace(
                    "\"web\" {",
                    "\"api\" {\n  runner { profile = \"docker-${var.org}-${app.name}\" }")
                + APP.replace("\"web\" {", "\"none\" {\n  runner { profile = \"\" }")
                + "variable \"org\" { type = string }\n");
    ConfigScope scope =
        ConfigScope.builder()
            .workspace("prod")
            .variables(VariableResolver.of(file).resolve(List.of(InputVariable.cli("org", "acme"))))
            .build();
    assertThat(file.runnerProfile("web", scope)).contains("root-prod");
    assertThat(file.runnerProfile("api", scope)).contains("docker-acme-api");
    assertThat(file.runnerProfile("none", scope)).contains("root-prod");
    assertThat(file.runnerProfileTemplate("api")).contains("\"docker-${var.org}-${app.name}\"");
  }

  @Test
  void tellsWhichVariableOfAProfileHasNoValue() {
    WaypointFile file =
        file(
            "project = \"p\"\nrunner { profile = \"docker-${var.org}\" }\n"
                + APP
                + "variable \"org\" {\n  type = string\n}\n");
    ConfigScope scope =
        ConfigScope.builder()
            .variables(VariableResolver.of(file).resolveAvailable(List.of()))
            .build();
    assertThatThrownBy(() -> file.runnerProfile("web", scope))
        .isInstanceOf(HclException.class)
        .hasMessageContainingAll("waypoint.hcl:2,30-37", "var.org", "-var org=", "WP_VAR_org");
  }

  @Test
  void tellsWhichVariableOfAProfileIsNull() {
    WaypointFile file =
        file(
            "project = \"p\"\nrunner { profile = \"docker-${var.org}\" }\n"
                + APP
                + "variable \"org\" {\n  type = string\n  default = null\n}\n");
    ConfigScope scope =
        ConfigScope.builder().variables(VariableResolver.of(file).resolve(List.of())).build();
    assertThatThrownBy(() -> file.runnerProfile("web", scope))
        .isInstanceOf(HclException.class)
        .hasMessageContainingAll("waypoint.hcl:2,30-37", "var.org, which is null", "-var org=");
  }

  @Test
  void loadsWhatDependsOnThingsThatAreKnownLater() {
    WaypointFile file =
        file(
            """
            project = "p"
            app "web" {
              labels = { env = workspace.name }
              config {
                env = {
                  A = dynamic("vault", { path = "x" })
                  B = "${config.env.A}-b"
                }
                runner { env = { C = var.late } }
                workspace "prod" { env = { A = "p" } }
                label "env == prod" { internal = { A = "l" } }
              }
              url { auto_hostname = false }
              build {
                use "docker" {}
              }
              deploy {
                use "docker" { image = artifact.image }
              }
            }
            plugin "x" { checksum = "c" }
            pipeline "all" {
              step "one" {
                use "build" {}
              }
            }
            variable "late" { default = dynamic("vault", { path = "y" }) }
            """);
    assertThat(file.variables().getFirst().dynamicDefault()).isPresent();
    assertThat(file.pipelineNames()).containsExactly("all");
    assertThat(file.app("web").labels(ConfigScope.builder().workspace("w").build()))
        .containsEntry("env", "w");
  }

  @Test
  void scopesStagesByWorkspaceThenByTheLongestSelector() {
    WaypointFile file =
        file(
            """
            project = "p"
            app "web" {
              build {
                use "docker" {}
                registry {
                  use "docker-registry" {}
                }
                workspace "prod" {
                  use "pack" {}
                }
              }
              deploy {
                hook {
                  when = "before"
                  command = ["echo", workspace.name]
                }
                use "default" {}
                label "env == prod" {
                  use "short" {}
                }
                label "env == prod and tier == web" {
                  use "long" {}
                }
              }
              release {
                workspace "prod" {
                  use "prod-only" {}
                }
              }
            }
            """);
    AppConfig app = file.app("web");
    ConfigScope plain = ConfigScope.builder().build();
    ConfigScope prod = ConfigScope.builder().workspace("prod").build();
    ConfigScope labelled =
        ConfigScope.builder().labels(Map.of("env", "prod", "tier", "web")).build();
    assertThat(app.stage(Stage.BUILD, plain).orElseThrow().plugin()).isEqualTo("docker");
    assertThat(app.stage(Stage.BUILD, prod).orElseThrow().plugin()).isEqualTo("pack");
    assertThat(app.stage(Stage.REGISTRY, prod).orElseThrow().plugin()).isEqualTo("docker-registry");
    assertThat(app.stage(Stage.DEPLOY, plain).orElseThrow().plugin()).isEqualTo("default");
    assertThat(app.stage(Stage.DEPLOY, labelled).orElseThrow().plugin()).isEqualTo("long");
    assertThat(app.stage(Stage.RELEASE, plain)).isEmpty();
    assertThat(app.stage(Stage.RELEASE, prod).orElseThrow().plugin()).isEqualTo("prod-only");
    assertThat(app.stage(Stage.DEPLOY, plain).orElseThrow().hooks())
        .containsExactly(
            new Hook(Hook.When.BEFORE, List.of("echo", "default"), Hook.OnFailure.FAIL));
    assertThat(app.plugins())
        .containsExactlyInAnyOrder(
            "docker", "docker-registry", "pack", "default", "short", "long", "prod-only");
  }

  @Test
  void givesPluginsTheValuesOfEarlierStages() {
    WaypointFile file =
        file(
            "project = \"p\"\n"
                + APP.replace(
                    "use \"kubernetes\" {}",
                    "use \"kubernetes\" {\n      image = \"${artifact.image}:${artifact.tag}\"\n"
                        + "      dir = path.app\n      count = 2\n    }"));
    ConfigScope scope =
        ConfigScope.builder()
            .projectDirectory(Path.of("/src"))
            .value("artifact", PlainValues.toValue(Map.of("image", "web", "tag", "v1")))
            .build();
    StageConfig deploy = file.app("web").stage(Stage.DEPLOY, scope).orElseThrow();
    assertThat(BodyDecoder.decodeAttributes(deploy.body(), deploy.context()))
        .containsEntry("image", "web:v1")
        .containsEntry("dir", "/src/web")
        .containsEntry("count", new java.math.BigDecimal(2));
  }

  @Test
  void namesTheApplicationsThatThereAre() {
    assertThatThrownBy(() -> file("project = \"p\"\n" + APP).app("wbe"))
        .hasMessageContaining("Did you mean \"web\"?");
  }
}
