package dev.waypoint.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
