package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import java.util.Map;
import java.util.Optional;

/** Reads from a container's state how it ended. */
final class ContainerExit {
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  private ContainerExit() {}

  static TaskExit of(String name, ContainerState state) {
    int code = Optional.ofNullable(state.getExitCodeLong()).orElse(0L).intValue();
    String error = Optional.ofNullable(state.getError()).orElse("");
    if ("created".equals(state.getStatus())) {
      return new TaskExit(
          TaskExit.NO_EXIT_CODE,
          Cause.NOT_STARTED,
          "the container %s was never started%s"
              .formatted(name, error.isEmpty() ? "" : ": " + error));
    }
    if (Boolean.TRUE.equals(state.getOOMKilled())) {
      return new TaskExit(
          code,
          Cause.OUT_OF_MEMORY,
          "the container %s used more memory than it may (exit code %d)".formatted(name, code));
    }
    return ofCode(name, code);
  }

  static TaskExit ofCode(String name, int code) {
    int signal = code - SIGNALLED;
    if (signal == 9 || signal == 15) {
      return new TaskExit(
          code,
          Cause.KILLED,
          "the container %s was ended by %s".formatted(name, SIGNALS.get(signal)));
    }
    String by = SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "";
    return new TaskExit(
        code, Cause.EXITED, "the container %s ended with exit code %d%s".formatted(name, code, by));
  }

  static TaskExit gone(String name) {
    return new TaskExit(
        TaskExit.NO_EXIT_CODE, Cause.GONE, "there is no container %s".formatted(name));
  }
}
