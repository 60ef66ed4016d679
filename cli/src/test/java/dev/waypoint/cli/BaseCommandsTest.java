package dev.waypoint.cli;

import dev.waypoint.cli.testing.TestingCli;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands that talk to a server in memory, and work in a folder of their own. */
abstract class BaseCommandsTest {
  @TempDir Path directory;
  TestingCli cli;

  @BeforeEach
  void openTheProgram() {
    cli = new TestingCli(directory);
  }

  @AfterEach
  void closeTheProgram() {
    cli.close();
  }
}
