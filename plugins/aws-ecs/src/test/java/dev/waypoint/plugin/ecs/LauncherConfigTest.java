package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherConfigTest {
  @Test
  void thePluginIsFoundByItsName() {
    assertThat(ServiceLoader.load(Plugin.class))
        .anySatisfy(
            plugin -> {
              assertThat(plugin.name()).isEqualTo("aws-ecs");
              assertThat(plugin.sdkVersion()).isEqualTo(Plugin.SDK_VERSION);
              assertThat(plugin.taskLauncher()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "256, 512",
    "256, 2048",
    "512, 1024",
    "512, 4096",
    "1024, 8192",
    "2048, 16384",
    "4096, 30720",
    "8192, 20480",
    "16384, 122880"
  })
  void combinationsThatFargateRunsAreTaken(String cpu, String memory) {
    assertThatCode(() -> create(Map.of("odr_cpu", cpu, "odr_memory", memory)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "256  | 1536  | odr_memory 1536 does not go with odr_cpu 256 on Fargate: it takes 512,"
            + " 1024, 2048",
        "512  | 512   | odr_memory 512 does not go with odr_cpu 512 on Fargate: it takes 1024,"
            + " 2048, 3072, 4096",
        "1024 | 9216  | odr_memory 9216 does not go with odr_cpu 1024 on Fargate: it takes 2048 to"
            + " 8192 in steps of 1024",
        "8192 | 17000 | odr_memory 17000 does not go with odr_cpu 8192 on Fargate: it takes 16384"
            + " to 61440 in steps of 4096",
        "300  | 512   | odr_cpu 300 is none of Fargate's sizes: 256, 512, 1024, 2048, 4096, 8192,"
            + " 16384"
      })
  void combinationsThatFargateRefusesAreNamedBeforehand(String cpu, String memory, String why) {
    assertRefused(Map.of("odr_cpu", cpu, "odr_memory", memory), why);
  }

  @Test
  void elsewhereAnySizeIsTaken() {
    assertThatCode(
            () -> create(Map.of("launch_type", "EC2", "odr_cpu", "300", "odr_memory", "700")))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                create(
                    Map.of("capacity_provider", "my-instances", "odr_cpu", 300, "odr_memory", 7)))
        .doesNotThrowAnyException();
  }

  @Test
  void aFargateCapacityProviderHasFargatesSizes() {
    assertRefused(
        Map.of("capacity_provider", "FARGATE_SPOT", "odr_cpu", 300),
        "odr_cpu 300 is none of Fargate's sizes");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused(Map.of("subnets", " , "), "subnets is required");
    assertRefused(Map.of("security_group_id", ""), "security_group_id is required");
    Map<String, Object> values = TestingAws.values(Map.of());
    values.remove("execution_role_name");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new EcsPlugin().taskLauncher().orElseThrow().create(values))
        .withMessageContaining("execution_role_name is required on Fargate");
    values.put("task_definition", "{\"executionRoleArn\": \"arn:aws:iam::1:role/pull\"}");
    assertThatCode(() -> new EcsPlugin().taskLauncher().orElseThrow().create(values))
        .doesNotThrowAnyException();
  }

  @Test
  void instancesOfOnesOwnNeedNoNetwork() {
    assertThatCode(
            () ->
                new EcsPlugin()
                    .taskLauncher()
                    .orElseThrow()
                    .create(new HashMap<>(Map.of("launch_type", "external"))))
        .doesNotThrowAnyException();
  }

  @Test
  void wrongValuesAreNamed() {
    assertRefused(Map.of("launch_type", "LAMBDA"), "is not one of fargate, ec2, external");
    assertRefused(Map.of("endpoint", "nonsense"), "endpoint \"nonsense\" is not a URL");
    assertRefused(Map.of("stop_timeout", "121s"), "stop_timeout is longer than Fargate's longest");
    assertRefused(Map.of("stop_timeout", "1s"), "stop_timeout is shorter");
    assertRefused(Map.of("poll_interval", "0s"), "poll_interval must be longer");
    assertRefused(Map.of("pending_timeout", "0s"), "pending_timeout must be longer");
    assertRefused(Map.of("cluster", ""), "cluster is empty");
    assertRefused(Map.of("log_group", ""), "log_group is empty");
    assertRefused(Map.of("tags", Map.of("aws:mine", "1")), "\"aws:mine\"");
    assertRefused(Map.of("task_definition", "{"), "task_definition is not JSON");
    assertRefused(Map.of("task_definition", "[]"), "task_definition is not a JSON object");
    assertRefused(
        Map.of("task_definition", "{\"containerDefinitions\": [{\"name\": \"a\", \"imag\": 1}]}"),
        "task_definition.containerDefinitions[0].imag is not known to task definitions");
    assertRefused(
        Map.of("task_definition", "{\"ephemeralStorage\": {\"sizeInGiB\": \"much\"}}"),
        "task_definition.ephemeralStorage.sizeInGiB is not a whole number");
    assertRefused(
        Map.of(
            "task_definition",
            "{\"containerDefinitions\": [{\"name\": \"runner\", \"privileged\": true}]}"),
        "makes the container runner privileged");
  }

  private static void assertRefused(Map<String, Object> more, String why) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> create(more))
        .withMessageContaining(why);
  }

  private static TaskLauncher create(Map<String, Object> more) throws ConfigException {
    return new EcsPlugin().taskLauncher().orElseThrow().create(TestingAws.values(more));
  }
}
