package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.TaskExit.Cause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerExitTest {
  @ParameterizedTest
  @CsvSource({
    "0, EXITED, the container c ended with exit code 0",
    "7, EXITED, the container c ended with exit code 7",
    "139, EXITED, the container c ended with exit code 139 (SIGSEGV)",
    "137, KILLED, the container c was ended by SIGKILL",
    "143, KILLED, the container c was ended by SIGTERM"
  })
  void theExitCodeTellsWhatEndedIt(int code, Cause cause, String message) {
    assertThat(ContainerExit.ofCode("c", code))
        .satisfies(exit -> assertThat(exit.exitCode()).isEqualTo(code))
        .satisfies(exit -> assertThat(exit.cause()).isEqualTo(cause))
        .satisfies(exit -> assertThat(exit.message()).isEqualTo(message));
  }
}
