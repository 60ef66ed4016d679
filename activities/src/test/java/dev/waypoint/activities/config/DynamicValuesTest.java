package dev.waypoint.activities.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.activities.gateway.FinalVariable;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.KeptConfig;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicValuesTest {
  private static final String APP =
      """
      project = "shop"
      app "web" {
        build {
          use "exec" {}
        }
        deploy {
          use "exec" {}
        }
        config {
          env = { %s }
          internal = { password = dynamic("safe", { name = "db" }) }
        }
      }
      %s
      """;

  @TempDir private Path directory;
  private final InMemorySafe safe = new InMemorySafe();

  /** A config source that counts what it is asked. */
  private static final class InMemorySafe implements Plugin, ConfigSource {
    private final List<List<Map<String, String>>> reads = new ArrayList<>();

    @Override
    public String name() {
      return "safe";
    }

    @Override
    public int sdkVersion() {
      return SDK_VERSION;
    }

    @Override
    public Optional<Component<ConfigSource>> configSource() {
      return Optional.of(Component.of(this));
    }

    @Override
    public List<String> read(List<Map<String, String>> requests) throws PluginException {
      reads.add(requests);
      List<String> values = new ArrayList<>();
      for (Map<String, String> request : requests) {
        if (request.get("name").equals("missing")) {
          throw new PluginException("there is no secret \"missing\"");
        }
        values.add("secret of " + request.get("name"));
      }
      return values;
    }
  }

  private ProjectConfig load(String env, String rest) throws ConfigInvalidException {
    return new HclConfigLoader(new PluginCatalog(List.of(safe)))
        .load(
            new ConfigLoader.Request(
                new HclFile("waypoint.hcl", APP.formatted(env, rest)),
                directory,
                "shop",
                "default",
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                "salt",
                KeptConfig.NONE,
                "r1",
                directory.resolve("scratch")));
  }

  private Map<String, String> environment(String env) throws ConfigInvalidException {
    return load(env, "").application("web").environment();
  }

  @Test
  void a_plugin_delivers_values_of_config_stanzas_in_one_read() throws Exception {
    AppConfig app =
        load(
                """
                URL   = "db://${config.internal.password}"
                TOKEN = dynamic("safe", { name = "token" })
                AGAIN = dynamic("safe", { name = "token" })
                """,
                "")
            .application("web");

    assertThat(app.environment())
        .isEqualTo(
            Map.of(
                "URL", "db://secret of db",
                "TOKEN", "secret of token",
                "AGAIN", "secret of token"));
    assertThat(safe.reads).hasSize(1);
    assertThat(safe.reads.getFirst()).hasSize(2);
    assertThat(app.sensitiveValues()).containsExactlyInAnyOrder("secret of db", "secret of token");
  }

  @Test
  void nothing_is_read_for_values_that_nobody_uses() throws Exception {
    assertThat(environment("A = 1")).isEqualTo(Map.of("A", "1"));
    assertThat(safe.reads).isEmpty();
  }

  @Test
  void a_plugin_delivers_the_default_of_a_variable() throws Exception {
    ProjectConfig config =
        load("A = var.a", "variable \"a\" { default = dynamic(\"safe\", { name = \"a\" }) }");

    assertThat(config.application("web").environment()).containsEntry("A", "secret of a");
    assertThat(config.variables()).extracting(FinalVariable::source).containsExactly("dynamic");
    assertThat(config.sensitiveValues()).contains("secret of a");
  }

  @Test
  void an_environment_file_delivers_values() throws Exception {
    Files.writeString(
        directory.resolve(".env"),
        """
        # comment
        export PASSWORD="a \\"b\\"\\nc"
        NAME = 'it''s'
        PLAIN=x=y # z

        """);
    Files.writeString(directory.resolve("other.env"), "PLAIN=other\n");

    assertThat(
            environment(
                """
                A = dynamic("env-file", { key = "PASSWORD" })
                B = dynamic("env-file", { key = "NAME" })
                C = dynamic("env-file", { key = "PLAIN", path = ".env" })
                D = dynamic("env-file", { key = "PLAIN", path = "other.env" })
                """))
        .isEqualTo(Map.of("A", "a \"b\"\nc", "B", "it''s", "C", "x=y # z", "D", "other"));
  }

  @Test
  void an_unknown_source_is_told_with_place_and_nearest_name() {
    assertThatThrownBy(() -> environment("A = dynamic(\"save\", { name = \"x\" })"))
        .isInstanceOf(ConfigInvalidException.class)
        .hasMessageContaining("waypoint.hcl:10,17")
        .hasMessageContaining("There is no config source \"save\" here.")
        .hasMessageContaining("Did you mean \"safe\"? There are: env-file, safe.");
  }

  @Test
  void a_refusal_of_the_source_is_told_with_its_place() {
    assertThatThrownBy(() -> environment("A = dynamic(\"safe\", { name = \"missing\" })"))
        .isInstanceOf(ConfigInvalidException.class)
        .hasMessageContaining("waypoint.hcl:10,17")
        .hasMessageContaining("\"safe\" cannot deliver: there is no secret \"missing\".");
  }

  @Test
  void a_missing_file_or_key_or_setting_is_named() throws Exception {
    Files.writeString(directory.resolve(".env"), "A=1\n");

    assertThatThrownBy(() -> environment("A = dynamic(\"env-file\", { key = \"B\" })"))
        .hasMessageContaining("does not set B");
    assertThatThrownBy(
            () -> environment("A = dynamic(\"env-file\", { key = \"B\", path = \"no.env\" })"))
        .hasMessageContaining("no.env on this runner");
    assertThatThrownBy(() -> environment("A = dynamic(\"env-file\", { name = \"B\" })"))
        .hasMessageContaining("asked with key and path");
  }
}
