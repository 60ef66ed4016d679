package dev.waypoint.plugin.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import com.hashicorp.nomad.apimodel.Allocation;
import com.hashicorp.nomad.javasdk.NomadJson;
import dev.waypoint.sdk.task.TaskExit;
import dev.waypoint.sdk.task.TaskExit.Cause;
import dev.waypoint.sdk.task.TaskName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocations as Nomad answers them; what cannot be made on one node is here. */
class TaskEndTest {
  private static final String TERMINATED =
      "{\"Type\": \"Terminated\", \"Details\": {\"exit_code\": \"%s\", \"oom_killed\": \"%s\"}}";

  @ParameterizedTest
  @Tag("behaviour-149")
  @CsvSource({
    "0, EXITED, ended with exit code 0",
    "7, EXITED, ended with exit code 7",
    "137, KILLED, ended by SIGKILL",
    "143, KILLED, ended by SIGTERM"
  })
  void theExitCodeIsTheProcesssOwn(int code, Cause cause, String message) throws Exception {
    TaskExit exit = end("complete", "run", "dead", TERMINATED.formatted(code, false));
    assertThat(exit.exitCode()).isEqualTo(code);
    assertThat(exit.cause()).isEqualTo(cause);
    assertThat(exit.message()).contains("the job t").contains(message);
    assertThat(exit.success()).isEqualTo(code == 0);
  }

  @Test
  void aLostNodeIsNamed() throws Exception {
    TaskExit exit = end("lost", "stop", "running", "");
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.message()).contains("the node node-1 of the job t is lost");
  }

  @Test
  void anEvictionIsNoEndOfItsOwn() throws Exception {
    TaskExit exit =
        end(
            "complete",
            "evict",
            "dead",
            "{\"Type\": \"Killing\"}, " + TERMINATED.formatted(0, false));
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.success()).isFalse();
    assertThat(exit.message()).contains("was stopped: told so");
  }

  @Test
  void tooMuchMemoryIsTheCauseWhateverTheCode() throws Exception {
    TaskExit exit = end("failed", "run", "dead", TERMINATED.formatted(137, true));
    assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
  }

  @Test
  void aTaskThatNeverRanHasTheDriversReason() throws Exception {
    TaskExit exit =
        end(
            "failed",
            "run",
            "dead",
            "{\"Type\": \"Received\", \"DisplayMessage\": \"received\"},{\"Type\": \"Driver"
                + " Failure\", \"DisplayMessage\": \"Failed to pull `x`\"},{\"Type\": \"Not"
                + " Restarting\", \"DisplayMessage\": \"Policy allows no restarts\"}");
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.exitCode()).isEqualTo(TaskExit.NO_EXIT_CODE);
    assertThat(exit.message()).endsWith("was not started on the node node-1: Failed to pull `x`");
  }

  @Test
  void whatItsNodeIsBusyWithIsWhatATaskWaitsFor() throws Exception {
    String received = "{\"Type\": \"Received\", \"DisplayMessage\": \"Task received by client\"}";
    String driver = "{\"Type\": \"Driver\", \"DisplayMessage\": \"Downloading image\"}";
    assertThat(TaskEnd.waitsFor(allocation("pending", "run", "pending", ""))).isEmpty();
    assertThat(TaskEnd.waitsFor(allocation("pending", "run", "pending", received))).isEmpty();
    assertThat(TaskEnd.waitsFor(allocation("pending", "run", "pending", received + ", " + driver)))
        .contains("on the node node-1: Downloading image");
  }

  private static TaskExit end(String client, String desired, String state, String events)
      throws Exception {
    Allocation allocation = allocation(client, desired, state, events);
    assertThat(TaskEnd.isOver(allocation)).isTrue();
    return TaskEnd.of(new TaskName("t"), allocation);
  }

  private static Allocation allocation(String client, String desired, String state, String events)
      throws Exception {
    return NomadJson.deserialize(
        """
            {"ID": "a", "NodeName": "node-1", "ClientStatus": "%s", "DesiredStatus": "%s",
             "DesiredDescription": "told so", "AFieldOfLaterVersions": {"x": 1},
             "TaskStates": {"runner": {"State": "%s", "Events": [%s]}}}
            """
            .formatted(client, desired, state, events),
        Allocation.class);
  }
}
