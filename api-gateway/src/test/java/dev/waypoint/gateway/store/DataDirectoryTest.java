package dev.waypoint.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path root;

  @Test
  void whatAKilledServerWasWorkingOnGoesWithTheNextStart() throws Exception {
    Path key;
    try (DataDirectory killed = DataDirectory.open(root)) {
      Path poll = Files.createDirectories(killed.work().resolve("poll/ssh"));
      key = Files.writeString(poll.resolve("id"), "a private key");
    }
    try (DataDirectory next = DataDirectory.open(root)) {
      assertThat(key).doesNotExist();
      assertThat(next.work()).isEmptyDirectory();
    }
  }

  @Test
  void theWorkOfAServerThatRunsIsLeftAlone() throws Exception {
    try (DataDirectory running = DataDirectory.open(root)) {
      Path file = Files.writeString(running.work().resolve("file"), "in use");
      assertThatIllegalStateException()
          .isThrownBy(() -> DataDirectory.open(root))
          .withMessageContaining("in use by another waypoint server");
      assertThat(file).exists();
    }
  }
}
