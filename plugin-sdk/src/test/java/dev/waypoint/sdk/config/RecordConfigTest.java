package dev.waypoint.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordConfigTest {
  enum Policy {
    ALWAYS,
    NEVER
  }

  record Check(String path, @Default("200") int code) {
    Check {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("path \"" + path + "\" must begin with /");
      }
    }
  }

  record Mount(String from, String to) {}

  record Config(
      @Doc("what to run") String image,
      @Default("8080") int port,
      @Default("30s") Duration timeout,
      Optional<Boolean> forcePull,
      @Default("never") Policy restart,
      List<String> command,
      Map<String, String> staticEnvironment,
      @Sensitive Optional<Long> secretNumber,
      @Name("import") Optional<String> imported,
      Optional<Check> check,
      List<Mount> mount) {}

  record Strict(@Required List<String> command, @Required List<Mount> mount) {}

  private static final RecordConfig<Config> CONFIG = RecordConfig.of(Config.class);

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    assertThat(CONFIG.bind(Map.of("image", "web")))
        .isEqualTo(
            new Config(
                "web",
                8080,
                Duration.ofSeconds(30),
                Optional.empty(),
                Policy.NEVER,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void everyTypeIsBound() throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("image", new BigDecimal("12.50"));
    values.put("port", "9090");
    values.put("timeout", "1h30m1.5s");
    values.put("force_pull", true);
    values.put("restart", "always");
    values.put("command", List.of("a", 1L, true));
    values.put("static_environment", Map.of("A", 1, "B", "two"));
    values.put("secret_number", new BigDecimal("7"));
    values.put("import", null);
    values.put("check", Map.of("path", "/up"));
    values.put("mount", List.of(Map.of("from", "a", "to", "b"), Map.of("from", "c", "to", "d")));
    assertThat(CONFIG.bind(values))
        .isEqualTo(
            new Config(
                "12.5",
                9090,
                Duration.ofMinutes(90).plusMillis(1500),
                Optional.of(true),
                Policy.ALWAYS,
                List.of("a", "1", "true"),
                Map.of("A", "1", "B", "two"),
                Optional.of(7L),
                Optional.empty(),
                Optional.of(new Check("/up", 200)),
                List.of(new Mount("a", "b"), new Mount("c", "d"))));
  }

  @Test
  void aBlockMayComeAsAListOfOne() throws Exception {
    Config config =
        CONFIG.bind(Map.of("image", "web", "check", List.of(Map.of("path", "/", "code", 204))));
    assertThat(config.check()).contains(new Check("/", 204));
  }

  @Test
  void allProblemsAreNamedWithPathAndValue() {
    Map<String, Object> values =
        Map.of(
            "port",
            "many",
            "timeout",
            "30",
            "restart",
            "sometimes",
            "comand",
            List.of(),
            "zzz",
            1,
            "secret_number",
            "hunter2",
            "check",
            Map.of("path", "up"),
            "mount",
            List.of(Map.of("from", "a", "to", "b"), Map.of("from", "a")));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CONFIG.bind(values))
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .containsExactlyInAnyOrder(
                        "image: is required (what to run)",
                        "port: \"many\" is not a number",
                        "timeout: \"30\" is not a duration such as \"30s\" or \"1h30m\"",
                        "restart: \"sometimes\" is not one of always, never",
                        "comand: there is no such setting here; did you mean command?",
                        "zzz: there is no such setting here; known are check, command,"
                            + " force_pull, image, import, mount, port, restart, secret_number,"
                            + " static_environment, timeout",
                        "secret_number: the value is not a number",
                        "check: path \"up\" must begin with /",
                        "mount[1].to: is required"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .contains(new ConfigProblem(List.of("mount[1]", "to"), "is required")));
  }

  @Test
  void numbersMustFit() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CONFIG.bind(Map.of("image", "web", "port", new BigDecimal("1.5"))))
        .withMessage("port: 1.5 is not a whole number, or is too large");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CONFIG.bind(Map.of("image", "web", "port", 1L << 40)))
        .withMessage("port: 1099511627776 is not a whole number, or is too large");
  }

  @Test
  void aBlockThatMayBeThereOnceIsRefusedTwice() {
    Map<String, String> check = Map.of("path", "/");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CONFIG.bind(Map.of("image", "web", "check", List.of(check, check))))
        .withMessage("check: only one such block may be here, not 2");
  }

  @Test
  void requiredListsAndBlocksMustNotBeEmpty() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> RecordConfig.of(Strict.class).bind(Map.of("command", List.of())))
        .withMessage("command: must not be empty\nmount: this block is required");
  }

  @Test
  void theSchemaDescribesTheRecord() {
    ConfigSchema schema = CONFIG.schema();
    assertThat(schema.attributes())
        .contains(
            new Attribute(
                "image",
                AttributeType.STRING,
                true,
                false,
                Optional.empty(),
                List.of(),
                "what to run"),
            new Attribute(
                "restart",
                AttributeType.STRING,
                false,
                false,
                Optional.of("never"),
                List.of("always", "never"),
                ""),
            new Attribute(
                "secret_number",
                AttributeType.NUMBER,
                false,
                true,
                Optional.empty(),
                List.of(),
                ""));
    assertThat(schema.blocks()).extracting(Block::name).containsExactly("check", "mount");
    assertThat(schema.blocks()).extracting(Block::repeated).containsExactly(false, true);
    assertThat(schema.blocks()).extracting(Block::required).containsExactly(false, false);
  }

  record Unsupported(Thread thread) {}

  record WrongDefault(@Default("x") int number) {}

  @Test
  void aRecordThatCannotBeAConfigurationIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordConfig.of(Unsupported.class))
        .withMessageContaining("Unsupported.thread has the type class java.lang.Thread");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordConfig.of(WrongDefault.class))
        .withMessageContaining("WrongDefault.number has the default \"x\", which is not a number");
  }
}
