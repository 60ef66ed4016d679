package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LedgerActivities;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.Continuation;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.UnstoppedTask;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going on in a new run. */
@Timeout(200)
class ContinuationTest {
  private final TestingEngine engine = TestingEngine.create();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aJobThatIsHandedBackOverAndOverGoesOnInANewRunAsTheSameAttempt() {
    Work[] script = new Work[150];
    Arrays.fill(script, Work.isHandedBack());
    script[0] = Work.failsWith(FailureCode.RUNNER_GONE);
    script[149] = Work.succeeds();
    TestingRunner runner = serve(script);

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).hasSize(150).startsWith(1, 2).endsWith(2);
    assertThat(engine.ledger().calls()).containsExactly("begin 2 RUNNER_GONE");
    assertThat(
            engine.history().getHistory().getEvents(0).getWorkflowExecutionStartedEventAttributes())
        .satisfies(started -> assertThat(started.getContinuedExecutionRunId()).isNotEmpty());
    assertThat(engine.status().lastFailure()).isEqualTo("RUNNER_GONE");
  }

  @Test
  void theWaitGoesOnInTheNewRun() {
    TestingRunner runner = serve(Work.isHandedBack());
    Instant longAgo = Instant.ofEpochMilli(engine.now()).minus(Duration.ofMinutes(10));

    engine.run(
        Jobs.direct()
            .withQueueTimeout(Duration.ofMinutes(5))
            .input()
            .continuedBy(new Continuation(1, longAgo, List.of(), "")));

    assertThat(engine.outcome().code()).isEqualTo("QUEUE_TIMEOUT");
    assertThat(runner.taken()).isEmpty();
  }

  @Test
  void containersOfEarlierAttemptsAreRemovedByTheNewRun() {
    TestingLauncher.Platform platform = new TestingLauncher.Platform();
    TestingLauncher launcher = new TestingLauncher("static-1", platform);
    platform.create(1);
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), launcher);
    engine.serve(
        Jobs.onDemandQueue(2), new TestingRunner("odr-2", engine.ledger(), Work.succeeds()));
    Instant now = Instant.ofEpochMilli(engine.now());
    UnstoppedTask left = new UnstoppedTask(1, "static-1", now.plus(Duration.ofHours(1)));
    assertThat(
            engine
                .ledger()
                .beginAttempt(
                    new LedgerActivities.BeginAttempt(new AttemptInput(Jobs.ID, 2), "TASK_EXITED")))
        .isTrue();

    engine.run(
        Jobs.onDemand()
            .input()
            .continuedBy(new Continuation(2, now, List.of(left), "TASK_EXITED")));

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(launcher.calls()).contains("stop 1", "stop 2");
    assertThat(platform.left()).isEmpty();
  }

  private TestingRunner serve(Work... script) {
    TestingRunner runner = new TestingRunner("r1", engine.ledger(), script);
    engine.serve(TaskQueues.jobs(Jobs.ANY), runner);
    return runner;
  }
}
