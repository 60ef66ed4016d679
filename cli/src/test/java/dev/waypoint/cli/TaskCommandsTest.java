package dev.waypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.waypoint.cli.testing.TestingCli;
import dev.waypoint.cli.testing.TestingCli.Result;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Task;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waypoint task}. */
class TaskCommandsTest {
  @TempDir Path directory;
  private TestingCli cli;

  @BeforeEach
  void start() {
    cli = new TestingCli(directory);
  }

  @AfterEach
  void stop() {
    cli.close();
  }

  @Test
  void withoutTasksNothingIsShown() {
    Result result = cli.run("task", "list");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(cli.run("task", "list", "-json").out()).isEqualTo("[]\n");
  }

  @Test
  @Tag("behaviour-137")
  void tasksAreListedByStateAsATableOrOneArray() {
    cli.services.tasks.put("T1", task("T1", Task.State.RUNNING));
    cli.services.tasks.put("T2", task("T2", Task.State.ORPHANED));
    Result result = cli.run("task", "list", "-state=orphaned");
    assertThat(result.out())
        .contains("TASK STATE", "T2", "ORPHANED", "Build", "shop")
        .doesNotContain("T1");
    assertThat(cli.run("task", "list", "-json").out())
        .startsWith("[")
        .contains("\"id\": \"T1\"", "\"id\": \"T2\"")
        .endsWith("]\n");
  }

  @Test
  @Tag("behaviour-137")
  @Tag("behaviour-139")
  void aTaskIsShownByItsIdOrItsJob() {
    cli.services.tasks.put("T1", task("T1", Task.State.STOPPED));
    for (String choice : new String[] {"T1", "-run-job-id=J1"}) {
      Result result = cli.run("task", "inspect", choice);
      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("Task State", "STOPPED", "exit code 3", "Run Job ID", "J1", "launcher");
    }
    assertThat(cli.run("task", "inspect", "-json", "T1").out()).contains("\"exitCode\": 3");
  }

  @Test
  void aTaskHasToBeNamed() {
    Result result = cli.run("task", "inspect");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("either ID or -run-job-id=JOB");
    cli.services.tasks.put("T1", task("T1", Task.State.STOPPED));
    assertThat(cli.run("task", "inspect", "-run-job-id=J2", "T1").err()).contains("the ID counts");
    assertThat(cli.run("task", "inspect", "nothing").code()).isEqualTo(1);
  }

  @Test
  @Tag("behaviour-138")
  void aTaskIsCancelled() {
    cli.services.tasks.put("T1", task("T1", Task.State.RUNNING));
    assertThat(cli.run("task", "cancel", "-run-job-id=J1").out() + "")
        .contains("is being cancelled");
    assertThat(cli.services.cancelledTasks).containsExactly("T1");
    cli.services.tasks.put("T1", task("T1", Task.State.STOPPED));
    assertThat(cli.run("task", "cancel", "T1").out()).contains("had ended already");
  }

  private static Task task(String id, Task.State state) {
    Timestamp time =
        Timestamp.newBuilder().setSeconds(TestingCli.NOW.getEpochSecond() - 60).build();
    return Task.newBuilder()
        .setId(id)
        .setState(state)
        .setJobId("J1")
        .setAttempt(1)
        .setLauncher("launcher")
        .setOperation(Operation.BUILD)
        .setApplication(ApplicationRef.newBuilder().setProject("shop"))
        .setExitCode(3)
        .setCreateTime(time)
        .setStartTime(time)
        .setExitTime(time)
        .setStopTime(time)
        .build();
  }
}
