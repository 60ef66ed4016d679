package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.workflows.WorkflowRegistration;
import dev.waypoint.workflows.activity.SweepActivities;
import dev.waypoint.workflows.activity.SweepTasksResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.task.SweepInput;
import dev.waypoint.workflows.task.SweepWorkflow;
import dev.waypoint.workflows.task.WarmRunnerInput;
import dev.waypoint.workflows.task.WarmRunnerWorkflow;
import dev.waypoint.workflows.testing.InMemoryLedger;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingLauncher.Before;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runners that are started ahead, and the search for what was left behind. */
@Timeout(60)
class WarmRunnerTest {
  private static final String TASK = "01KAN2X7Q5V9T3M8R6E4Y1C0ZB";
  private static final Path HISTORY =
      Path.of("src/test/resources/histories/warm-runner-stopped.json");

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(WorkflowRegistration.factoryOptions())
              .build());
  private final TestingLauncher.Platform platform = new TestingLauncher.Platform();
  private final TestingLauncher launcher = new TestingLauncher("static-1", platform);

  WarmRunnerTest() {
    WorkflowRegistration.register(environment.getWorkerFactory(), new InMemoryLedger());
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void itsContainerIsStartedWatchedAndRemovedWhenItIsNotWanted() throws IOException {
    WorkflowStub workflow = start();
    launcher.awaitFirst("watch");
    assertThat(platform.left()).containsExactly(0);

    workflow.signal("stop");
    workflow.getResult(Void.class);

    assertThat(launcher.calls()).containsExactly("start 0", "watch 0", "stop 0");
    assertThat(platform.left()).isEmpty();
    String folder = System.getProperty("waypoint.histories");
    if (folder != null && !Files.exists(HISTORY)) {
      Files.writeString(
          HISTORY,
          environment
                  .getWorkflowClient()
                  .fetchHistory(WarmRunnerWorkflow.workflowId(TASK))
                  .toJson(true)
              + "\n");
    }
  }

  @Test
  void aContainerThatEndsIsRemoved() {
    WorkflowStub workflow = start();
    launcher.awaitFirst("watch");

    platform.exit(0, 0);
    workflow.getResult(Void.class);

    assertThat(launcher.calls()).contains("stop 0");
  }

  @Test
  void aStartThatFailsIsCleanedUpAfter() {
    launcher.onStart(Before.failsForGoodWith(FailureCode.TASK_START_FAILED));

    start().getResult(Void.class);

    assertThat(launcher.calls()).containsExactly("start 0", "stop 0");
  }

  @Test
  void aCancellationByTemporalsOwnMeansRemovesItToo() {
    WorkflowStub workflow = start();
    launcher.awaitFirst("watch");

    workflow.cancel();

    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> workflow.getResult(Void.class))
        .withCauseInstanceOf(CanceledFailure.class);
    assertThat(platform.left()).isEmpty();
  }

  @Test
  void aRecordedHistoryIsReplayed() {
    assertThatCode(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    Files.readString(HISTORY), WarmRunnerWorkflowImpl.class))
        .doesNotThrowAnyException();
  }

  @Test
  void aSweepIsForOneRunner() {
    Worker worker =
        environment.newWorker(TaskQueues.launches(new TargetRunner.ById(new RunnerId("static-1"))));
    worker.registerActivitiesImplementations((SweepActivities) () -> new SweepTasksResult(3, 2));
    environment.start();
    SweepWorkflow sweep =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                SweepWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.SERVER).build());

    assertThat(sweep.run(new SweepInput(new RunnerId("static-1"))))
        .isEqualTo(new SweepTasksResult(3, 2));
  }

  private WorkflowStub start() {
    for (TargetRunner target :
        new TargetRunner[] {Jobs.ANY, new TargetRunner.ById(new RunnerId("static-1"))}) {
      environment
          .newWorker(
              TaskQueues.launches(target),
              WorkerOptions.newBuilder()
                  .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                  .build())
          .registerActivitiesImplementations(launcher);
    }
    environment.start();
    WarmRunnerInput input =
        new WarmRunnerInput(TASK, Jobs.ANY, Duration.ofMinutes(5), Duration.ofHours(12));
    WorkflowStub workflow =
        WorkflowStub.fromTyped(
            environment
                .getWorkflowClient()
                .newWorkflowStub(
                    WarmRunnerWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.SERVER)
                        .setWorkflowId(WarmRunnerWorkflow.workflowId(TASK))
                        .build()));
    workflow.start(input);
    return workflow;
  }
}
