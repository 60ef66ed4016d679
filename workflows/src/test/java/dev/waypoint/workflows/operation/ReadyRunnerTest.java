package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs whose profile keeps runners started ahead. */
@Timeout(60)
class ReadyRunnerTest {
  private static final String READY = "odr-ready-0";

  private final TestingEngine engine = TestingEngine.create();
  private final TestingLauncher.Platform platform = new TestingLauncher.Platform();
  private final TestingLauncher launcher = new TestingLauncher("static-1", platform);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aReadyRunnerIsGivenTheJobWithoutAContainer() {
    TestingRunner runner = ready(Work.succeeds());

    engine.run(warm());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(launcher.calls()).isEmpty();
    assertThat(engine.ledger().calls()).containsExactly("claim 1");
  }

  @Test
  void withoutAReadyRunnerAContainerIsLaunched() {
    serveLauncher();
    TestingRunner own = new TestingRunner("odr-1", engine.ledger(), Work.succeeds());
    engine.serve(Jobs.onDemandQueue(1), own);

    engine.run(warm());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(platform.created()).containsExactly(1);
    assertThat(platform.left()).isEmpty();
  }

  @Test
  void aReadyRunnerThatIsLostGivesPlaceToAnotherAttempt() {
    serveLauncher();
    ready(Work.failsWith(FailureCode.TASK_EXITED));
    TestingRunner own = new TestingRunner("odr-2", engine.ledger(), Work.succeeds());
    engine.serve(Jobs.onDemandQueue(2), own);

    engine.run(warm());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(engine.ledger().calls())
        .containsExactly("claim 1", "begin 2 TASK_EXITED", "claim 2");
    assertThat(platform.created()).containsExactly(2);
    assertThat(platform.left()).isEmpty();
  }

  @Test
  void aReadyRunnerThatNeverTakesTheJobIsGivenUpSoon() {
    serveLauncher();
    engine.ledger().ready(READY);
    TestingRunner own = new TestingRunner("odr-2", engine.ledger(), Work.succeeds());
    engine.serve(Jobs.onDemandQueue(2), own);
    engine.submit(warm());
    engine.work();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(engine.ledger().calls()).contains("begin 2 TASK_CONNECT_TIMEOUT");
  }

  @Test
  void aCancelReachesAReadyRunner() {
    TestingRunner runner = ready(Work.unwindsWhenCancelled());
    engine.start(warm());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertThat(launcher.calls()).isEmpty();
  }

  private static OperationInput warm() {
    return Jobs.onDemand().input().withWarm(true);
  }

  private TestingRunner ready(Work... script) {
    engine.ledger().ready(READY);
    TestingRunner runner = new TestingRunner(READY, engine.ledger(), script);
    engine.serve(TaskQueues.jobs(new TargetRunner.ById(new RunnerId(READY))), runner);
    return runner;
  }

  private void serveLauncher() {
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), launcher);
  }
}
