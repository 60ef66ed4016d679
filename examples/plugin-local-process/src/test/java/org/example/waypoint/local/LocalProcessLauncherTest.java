package org.example.waypoint.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.TaskLauncher;
import dev.waypoint.sdk.task.TaskName;
import dev.waypoint.sdk.testing.AbstractTaskLauncherTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what is this launcher's own. */
class LocalProcessLauncherTest extends AbstractTaskLauncherTest {
  @TempDir Path directory;

  @Override
  protected TaskLauncher launcher() {
    try {
      return new LocalProcessPlugin()
          .taskLauncher()
          .orElseThrow()
          .create(
              Map.of("directory", directory.toString(), "programs", Map.of("shell:1", "/bin/sh")));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected String image() {
    return "shell:1";
  }

  @Override
  protected String missingImage() {
    return "nowhere:1";
  }

  @Override
  protected void killFromOutside(TaskName task) throws Exception {
    String id = Files.readString(directory.resolve(task.value()).resolve("pid")).strip();
    ProcessHandle wrapper = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    wrapper.children().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void aRelativeDirectoryIsRefusedWhenTheProfileIsMade() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new LocalProcessPlugin()
                    .taskLauncher()
                    .orElseThrow()
                    .create(Map.of("directory", "here", "programs", Map.of("a", "b"))))
        .withMessageContaining("\"here\"");
  }
}
