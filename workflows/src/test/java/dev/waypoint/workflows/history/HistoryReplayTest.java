package dev.waypoint.workflows.history;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.job.CancelRequest;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.OperationStatus;
import dev.waypoint.workflows.job.OperationWorkflow;
import dev.waypoint.workflows.operation.OperationWorkflowImpl;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs that run while the gateway is replaced are taken up by newer code. Each recorded history is
 * replayed by today's; a change that breaks one needs a version branch. Recorded anew (for new
 * scenarios only) by {@code -Dwaypoint.histories=src/test/resources/histories}.
 */
class HistoryReplayTest {
  private static final Path RECORDED = Path.of("src/test/resources/histories");

  @BeforeAll
  static void record() throws IOException {
    String folder = System.getProperty("waypoint.histories");
    if (folder == null) {
      return;
    }
    Files.createDirectories(Path.of(folder));
    for (Scenario scenario : Scenario.values()) {
      Path file = Path.of(folder, scenario.fileName());
      if (!Files.exists(file)) {
        Files.writeString(file, scenario.play() + "\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void aRecordedHistoryIsReplayed(Scenario scenario) {
    assertThatCode(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    recorded(scenario), OperationWorkflowImpl.class))
        .doesNotThrowAnyException();
  }

  @Test
  void anImplementationThatDoesOtherThingsIsCaught() {
    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    recorded(Scenario.STATIC_SUCCESS), Hasty.class))
        .hasStackTraceContaining("NonDeterministic");
  }

  @Test
  void anImplementationThatLeavesOutTheRemovalIsCaught() {
    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    recorded(Scenario.ON_DEMAND_SUCCESS), Hasty.class))
        .hasStackTraceContaining("NonDeterministic");
  }

  static String recorded(Scenario scenario) {
    try {
      return Files.readString(RECORDED.resolve(scenario.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sleeps before it places the job. */
  public static final class Hasty implements OperationWorkflow {
    @Override
    public OperationOutcome run(OperationInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      RunJobActivities runners =
          Workflow.newActivityStub(
              RunJobActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(TaskQueues.jobs(input.target()))
                  .setStartToCloseTimeout(Duration.ofHours(1))
                  .build());
      return new OperationOutcome(runners.runJob(new AttemptInput(input.jobId(), 1)).code(), 1);
    }

    @Override
    public void cancel(CancelRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OperationStatus status() {
      throw new UnsupportedOperationException();
    }
  }
}
