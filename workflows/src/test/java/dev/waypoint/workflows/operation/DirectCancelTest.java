package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling jobs of runners that are there already. */
@Timeout(60)
class DirectCancelTest {
  private final TestingEngine engine = TestingEngine.create();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    engine.close();
  }

  @Test
  void aJobThatIsCancelledBeforeItIsPlacedIsNeverPlaced() {
    TestingRunner runner = serve(Work.succeeds());
    engine.submit(Jobs.direct().input()).cancel();

    engine.work();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_CANCELLED", 1));
    assertThat(runner.taken()).isEmpty();
    assertThat(engine.ledger().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aQueuedJobIsCancelledAtOnce() {
    engine.start(Jobs.direct().input());
    engine.awaitStatus(s -> !s.queue().isEmpty());
    long start = engine.now();

    engine.cancel();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_CANCELLED", 1));
    assertThat(engine.ledger().calls()).containsExactly("end JOB_CANCELLED");
    assertThat(engine.elapsedSince(start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aQueuedJobThatIsForcedIsCancelledAndNotAbandoned() {
    engine.start(Jobs.direct().input());
    engine.awaitStatus(s -> !s.queue().isEmpty());

    engine.force();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aRunningJobUnwindsAndTellsSoItself() {
    TestingRunner runner = serve(Work.unwindsWhenCancelled());
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_CANCELLED", 1));
    assertThat(engine.ledger().calls()).isEmpty();
    assertThat(engine.ledger().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aCancelledRepetitionIsAbandonedSinceWhatTheLostRunnerDidIsUnknown() {
    TestingRunner runner = serve(Work.isLostInARepeatableStep(), Work.stopsWhenCancelled());
    engine.start(Jobs.direct().atMostOnce().input());
    runner.awaitTask();
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_ABANDONED", 2));
  }

  @Test
  void anOperationThatFinishesAfterTheCancelKeepsItsResult() {
    TestingRunner runner = serve(Work.finishesWhenCancelled());
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
  }

  @Test
  void aRunnerThatStopsWithoutAWordIsRecordedAsCancelled() {
    TestingRunner runner = serve(Work.stopsWhenCancelled());
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertThat(engine.ledger().calls()).containsExactly("end JOB_CANCELLED");
  }

  @Test
  void anOperationThatDoesNotUnwindIsAbandonedAfterTheGrace() {
    TestingRunner runner = serve(Work.ignoresCancel(release));
    engine.start(Jobs.direct().withCancelGrace(Duration.ofSeconds(2)).input());
    runner.awaitTask();
    long start = engine.now();

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
    assertThat(engine.elapsedSince(start)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
    assertThat(engine.ledger().calls()).containsExactly("begun?", "end JOB_ABANDONED");
  }

  @Test
  void whatNeverBeganIsCancelledEvenIfItsRunnerHangs() {
    TestingRunner runner = serve(Work.hangsBeforeItBegins(release));
    engine.start(Jobs.direct().withCancelGrace(Duration.ofSeconds(1)).input());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aForcedCancelDoesNotWaitForTheOperation() {
    TestingRunner runner = serve(Work.ignoresCancel(release));
    engine.start(Jobs.direct().withCancelGrace(Duration.ofHours(1)).input());
    runner.awaitTask();

    engine.force();

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
  }

  @Test
  void aSecondForcedCancelShortensAGracefulOne() {
    TestingRunner runner = serve(Work.ignoresCancel(release));
    engine.start(Jobs.direct().withCancelGrace(Duration.ofHours(1)).input());
    runner.awaitTask();

    engine.cancel();
    engine.awaitStatus(s -> s.phase() == Phase.CANCELLING);
    engine.force();

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
  }

  @Test
  void aSecondGracefulCancelChangesNothing() {
    TestingRunner runner = serve(Work.unwindsWhenCancelled());
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancel();
    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aRunnerThatIsLostWhileItUnwindsLeavesTheJobAbandoned() {
    CountDownLatch cancelled = new CountDownLatch(1);
    TestingRunner runner =
        serve(
            (task, taker) -> {
              taker.ledger().assign(task);
              cancelled.await();
              throw Failures.of(FailureCode.RUNNER_GONE, "cut off");
            });
    engine.start(Jobs.direct().withCancelGrace(Duration.ofHours(1)).input());
    runner.awaitTask();

    engine.cancel();
    engine.awaitStatus(s -> s.phase() == Phase.CANCELLING);
    cancelled.countDown();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_ABANDONED", 1));
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void aJobThatIsHandedBackAfterTheCancelIsNotPlacedAgain() {
    CountDownLatch cancelled = new CountDownLatch(1);
    TestingRunner runner =
        serve(
            (_, _) -> {
              cancelled.await();
              throw Failures.of(FailureCode.HANDED_BACK, "parked");
            });
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancel();
    engine.awaitStatus(s -> s.phase() == Phase.CANCELLING);
    cancelled.countDown();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void aJobInASeriesOfHandBacksCanBeCancelled() {
    Work[] handBacks = new Work[300];
    Arrays.fill(handBacks, Work.isHandedBack());
    TestingRunner runner = serve(handBacks);
    engine.start(Jobs.direct().input());
    for (int i = 0; i < 8; i++) {
      runner.awaitTask();
    }
    engine.pass(Duration.ofMillis(300));

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertThat(engine.ledger().code()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  void aCancelByTemporalsOwnMeansIsAGracefulOne() {
    TestingRunner runner = serve(Work.unwindsWhenCancelled());
    engine.start(Jobs.direct().input());
    runner.awaitTask();

    engine.cancelWorkflow();

    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(engine::outcome)
        .withCauseInstanceOf(CanceledFailure.class);
    assertThat(engine.ledger().code()).isEqualTo("JOB_CANCELLED");
  }

  private TestingRunner serve(Work... script) {
    TestingRunner runner = new TestingRunner("r1", engine.ledger(), script);
    engine.serve(TaskQueues.jobs(Jobs.ANY), runner);
    return runner;
  }
}
