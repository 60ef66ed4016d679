package dev.waypoint.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDirectoriesTest {
  @TempDir private Path temporary;

  @Test
  void whatADeadRunnerLeftIsRemoved() throws Exception {
    Path dead = Files.createDirectories(temporary.resolve("waypoint-runner-dead"));
    Files.createFile(dead.resolve("owner.lock"));
    Files.writeString(
        Files.createDirectories(dead.resolve("waypoint-job-1/source")).resolve("file"), "text");
    try (JobDirectories own = JobDirectories.open(temporary)) {
      assertThat(dead).doesNotExist();
      assertThat(own.root()).isDirectory();
    }
  }

  @Test
  void whatALivingRunnerHasStays() throws Exception {
    try (JobDirectories first = JobDirectories.open(temporary)) {
      Path job = Files.createDirectories(first.root().resolve("waypoint-job-1"));
      try (JobDirectories second = JobDirectories.open(temporary)) {
        assertThat(job).isDirectory();
        assertThat(second.root()).isNotEqualTo(first.root());
      }
      assertThat(job).isDirectory();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatAnotherProcessHasStaysUntilThatIsKilled() throws Exception {
    Process runner = TestingJobDirectories.start(temporary);
    try {
      Path root = Path.of(runner.inputReader().readLine());
      Path archive =
          Files.writeString(
              Files.createDirectories(root.resolve("scratch-1/waypoint-image-1")).resolve("image"),
              "layers");
      open();
      assertThat(archive).isRegularFile();
      assertThat(runner.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(archive).isRegularFile();
      open();
      assertThat(temporary).isEmptyDirectory();
    } finally {
      runner.destroyForcibly();
    }
  }

  @Test
  void anotherProcessLeavesWhatSeveralRunnersOfThisOneHave() throws Exception {
    try (JobDirectories first = JobDirectories.open(temporary);
        JobDirectories second = JobDirectories.open(temporary)) {
      Process runner = TestingJobDirectories.start(temporary);
      try {
        assertThat(runner.inputReader().readLine()).isNotNull();
        assertThat(first.root()).isDirectory();
        assertThat(second.root()).isDirectory();
      } finally {
        runner.destroyForcibly();
      }
    }
  }

  private void open() throws AgentStartException {
    JobDirectories.open(temporary).close();
  }

  @Test
  void whatIsNoRunnersIsLeftAlone() throws Exception {
    Path other = Files.createDirectories(temporary.resolve("waypoint-job-1"));
    Path young = Files.createDirectories(temporary.resolve("waypoint-runner-young"));
    try (JobDirectories own = JobDirectories.open(temporary)) {
      assertThat(own.root()).isDirectory();
    }
    assertThat(other).isDirectory();
    assertThat(young).isDirectory();
  }
}
