package dev.waypoint.activities.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedSourceTest {
  private static final Duration WRITES_FOR = Duration.ofMillis(300);

  @TempDir private Path directory;

  @Test
  void isRemovedThoughSomethingStillWritesIntoIt() throws Exception {
    Path own = Files.createDirectory(directory.resolve("own"));
    CountDownLatch writing = new CountDownLatch(1);
    Thread writer = Thread.ofPlatform().start(() -> write(own, writing));
    writing.await();

    new FetchedSource(own, "", Optional.of(own)).close();
    writer.join();

    assertThat(own).doesNotExist();
  }

  @Test
  void isRemovedByAnInterruptedThreadWhichStaysInterrupted() throws Exception {
    Path own = Files.createDirectory(directory.resolve("own"));
    Files.createDirectory(own.resolve("source"));

    Thread.currentThread().interrupt();
    new FetchedSource(own, "", Optional.of(own)).close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(own).doesNotExist();
  }

  private static void write(Path own, CountDownLatch writing) {
    Instant end = Instant.now().plus(WRITES_FOR);
    while (Instant.now().isBefore(end)) {
      try {
        Files.createFile(own.resolve(UUID.randomUUID().toString()));
      } catch (IOException e) {
        // The directory is gone.
        return;
      }
      writing.countDown();
    }
  }
}
