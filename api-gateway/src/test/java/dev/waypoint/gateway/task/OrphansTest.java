package dev.waypoint.gateway.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.ListTasksRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that were left behind are found, removed, and shown. */
@Timeout(120)
class OrphansTest {
  @TempDir Path directory;
  private final TestingPlatform platform = new TestingPlatform();
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(Profile.newBuilder().setName("dev").setPluginType("docker"))
                .build());
  }

  @AfterEach
  void stop() {
    platform.leave();
    gateway.close();
  }

  @Test
  @Tag("behaviour-134")
  void whatAnEngineThatForgetsHasLeftIsRemovedAfterTheNextStart() {
    platform.serve(gateway);
    platform.stopsFail(true);
    String job = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD).setProfile("dev"));
    TestingJobs.follow(gateway, job, 0);
    assertThat(platform.present()).hasSize(1);
    platform.leave();
    gateway.close();

    platform.stopsFail(false);
    gateway = TestingGateway.start(directory);
    platform.serve(gateway);

    Waiting.until(() -> platform.present().isEmpty());
    Waiting.until(() -> orphans().stream().anyMatch(Task::hasStopTime));
    assertThat(orphans())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.getJobId()).isEqualTo(job);
              assertThat(task.getReason()).contains("left behind; runner launcher removed it");
            });
  }

  @Test
  void aContainerOfOursThatHasNoRecordIsRemovedAndOneOfAnotherServerIsNot() {
    String server = Installation.idOf(gateway.server().cookie());
    platform.plant(
        "waypoint-task-01kan2x7q5v9t3m8r6e4y1c0zb-3", Map.of(Installation.LABEL, server));
    platform.plant(
        "waypoint-task-01kan2x7q5v9t3m8r6e4y1c0zc-1", Map.of(Installation.LABEL, "another"));

    platform.serve(gateway);

    Waiting.until(() -> platform.present().size() == 1);
    assertThat(platform.present()).containsExactly("waypoint-task-01kan2x7q5v9t3m8r6e4y1c0zc-1");
    Waiting.until(() -> orphans().stream().anyMatch(Task::hasStopTime));
    assertThat(orphans())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.getJobId()).isEqualTo("01KAN2X7Q5V9T3M8R6E4Y1C0ZB");
              assertThat(task.getAttempt()).isEqualTo(3);
            });
  }

  private List<Task> orphans() {
    return gateway
        .tasks()
        .listTasks(ListTasksRequest.newBuilder().addStates(Task.State.ORPHANED).build())
        .getTasksList();
  }
}
