package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.TaskContext;
import dev.waypoint.sdk.task.TaskException;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.TestingTerminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerUnreachableTest {
  @Test
  void theDaemonThatIsConfiguredIsTheOneThatIsAsked(@TempDir Path folder) throws Exception {
    String host = "unix://" + folder.resolve("none.sock");
    TaskLauncher launcher = launcher(Map.of("client_config", Map.of("host", host)));
    assertThatExceptionOfType(TaskException.class)
        .isThrownBy(
            () ->
                launcher.watchTask(
                    new TaskName("a"),
                    new TaskContext(new TestingTerminal(), Cancellation.never())))
        .withMessageContaining("the Docker daemon at " + host + " does not answer")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(TaskException.Kind.RETRYABLE));
  }

  @Test
  void wrongSettingsAreNamedBeforeAnythingIsAsked() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> launcher(Map.of("resources", Map.of("memory", "much"))))
        .withMessage("resources: \"much\" is not a size such as 512MB or 1GiB");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> launcher(Map.of("binds", List.of("nonsense:::"))))
        .withMessageContaining("nonsense:::");
  }

  private static TaskLauncher launcher(Map<String, Object> config) throws ConfigException {
    return new DockerPlugin().taskLauncher().orElseThrow().create(config);
  }
}
