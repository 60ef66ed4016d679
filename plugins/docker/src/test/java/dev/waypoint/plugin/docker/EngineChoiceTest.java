package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineChoiceTest {
  @TempDir Path directory;

  @Test
  void aBuilderThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> builder(Map.of("builder", "buildah")))
        .withMessageContaining("\"buildah\" is not one of docker, kaniko, jib");
  }

  @Test
  void jibWithoutContentIsRefused() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () -> builder(Map.of("builder", "jib")).build(TestingOperationContext.in(directory)))
        .withMessageContaining("needs a jib block");
  }

  @Test
  void aDaemonThatIsNamedAndDoesNotAnswerIsNotReplaced() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () -> {
              Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
              builder(Map.of("client_config", Map.of("host", "tcp://127.0.0.1:1")))
                  .build(TestingOperationContext.in(directory));
            })
        .withMessageContaining("the Docker daemon at tcp://127.0.0.1:1 does not answer")
        .withMessageNotContaining("kaniko");
  }

  @Test
  void kanikoThatIsNotThereIsNamedWithTheWayToGetIt() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(
            () -> builder(Map.of("builder", "kaniko")).build(TestingOperationContext.in(directory)))
        .withMessageContaining("docker/build-image -k");
  }

  @Test
  void kanikoIsFoundWhereTheVariableSays() throws Exception {
    Path program = Files.createFile(directory.resolve("kaniko"));
    assertThat(Kaniko.find(Map.of("WAYPOINT_KANIKO", program.toString()))).isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Kaniko.find(Map.of("WAYPOINT_KANIKO", program.toString())))
        .map(Kaniko::executor)
        .contains(program);
  }

  private static Builder builder(Map<String, Object> config) throws Exception {
    return new DockerPlugin().builder().orElseThrow().create(config);
  }
}
