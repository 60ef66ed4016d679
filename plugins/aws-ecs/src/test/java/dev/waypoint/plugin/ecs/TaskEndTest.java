package dev.waypoint.plugin.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class TaskEndTest {
  private static final String IMAGE = "registry.example.com/a:1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "EssentialContainerExited | Essential container in task exited | 0   | - | EXITED | 0 | the task t ended with exit code 0",
        "EssentialContainerExited | Essential container in task exited | 7   | - | EXITED | 7 | the task t ended with exit code 7",
        "EssentialContainerExited | Essential container in task exited | 137 | OutOfMemoryError: Container killed due to memory usage | OUT_OF_MEMORY | 137 | the task t used more memory than it may: OutOfMemoryError: Container killed due to memory usage; Essential container in task exited",
        "EssentialContainerExited | Essential container in task exited | 137 | - | KILLED | 137 | the task t was ended by SIGKILL",
        "UserInitiated            | waypoint: no longer needed         | 0   | - | KILLED | 0 | the task t was stopped: waypoint: no longer needed",
        "SpotInterruption         | Your Spot Task was interrupted.    | 143 | - | KILLED | 143 | the task t was stopped: Your Spot Task was interrupted."
      })
  void aTaskThatRan(
      String code,
      String stopped,
      Integer exit,
      String reason,
      Cause cause,
      int told,
      String message) {
    Task task =
        task(code, stopped, exit, reason, List.of()).toBuilder().startedAt(Instant.EPOCH).build();
    assertThat(TaskEnd.of(new TaskName("t"), task)).isEqualTo(new TaskExit(told, cause, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "TaskFailedToStart | CannotPullContainerError: pull image manifest: not found | -",
        "TaskFailedToStart | Task failed to start | CannotPullContainerError: not found",
        "TaskFailedToStart | ResourceInitializationError: failed to validate logger args: no such log group | -",
        "TaskFailedToStart | Timeout waiting for network interface provisioning to complete. | -",
        "-                 | Capacity is unavailable at this time. | -",
        "UserInitiated     | waypoint: no longer needed | -"
      })
  void aTaskThatNeverRanNamesImageAndReason(String code, String stopped, String reason) {
    TaskExit exit = TaskEnd.of(new TaskName("t"), task(code, stopped, null, reason, List.of()));
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.exitCode()).isEqualTo(TaskExit.NO_EXIT_CODE);
    assertThat(exit.message())
        .startsWith("the task t with the image " + IMAGE + " was not started: ")
        .contains(reason == null ? stopped : reason);
  }

  @Test
  void theReasonOfACompanionIsTold() {
    Container proxy = Container.builder().name("proxy").reason("it broke").build();
    Task task =
        task(
                "EssentialContainerExited",
                "Essential container in task exited",
                null,
                null,
                List.of(proxy))
            .toBuilder()
            .startedAt(Instant.EPOCH)
            .build();
    TaskExit exit = TaskEnd.of(new TaskName("t"), task);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains("proxy: it broke");
  }

  private static Task task(
      String code, String stopped, Integer exit, String reason, List<Container> more) {
    List<Container> containers = new ArrayList<>(more);
    containers.add(
        Container.builder().name("runner").image(IMAGE).exitCode(exit).reason(reason).build());
    return Task.builder()
        .lastStatus("STOPPED")
        .stopCode(TaskStopCode.fromValue(code))
        .stoppedReason(stopped)
        .containers(containers)
        .build();
  }
}
