package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.OperationStatus;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.RunnerMode;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.ShortLimits;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs for runners that are there already. */
class DirectPathTest {
  private final TestingEngine engine = TestingEngine.create();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aStaticRunnerExecutesTheJobWithTheFewestEvents() {
    TestingRunner runner = serve(Work.succeeds());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(engine.ledger().calls()).isEmpty();
    assertThat(engine.events())
        .containsExactly(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  @Test
  void theJobOfACliGoesToTheRunnerOfThatCli() {
    TargetRunner cli = new TargetRunner.ById(new RunnerId("cli-1"));
    TestingRunner runner = new TestingRunner("cli-1", engine.ledger(), Work.succeeds());
    engine.serve(TaskQueues.jobs(cli), runner);

    engine.run(Jobs.direct().withMode(RunnerMode.CLI).withTarget(cli).input());

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void aJobForLabelsGoesToTheQueueOfTheLabels() {
    TargetRunner labels = TargetRunner.ByLabels.of(Map.of("org", "acme", "env", "dev"));
    TestingRunner runner = new TestingRunner("r1", engine.ledger(), Work.succeeds());
    engine.serve("runner/labels/env=dev,org=acme", runner);

    engine.run(Jobs.direct().withTarget(labels).input());

    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void aFailedOperationIsAResultAndIsNotRepeated() {
    TestingRunner runner = serve(Work.delivers("OPERATION_FAILED"));

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("OPERATION_FAILED", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(engine.ledger().calls()).isEmpty();
  }

  @Test
  @Tag("behaviour-18")
  void aTaskThatIsHandedBackIsPlacedAgainAtOnceAsTheSameAttempt() {
    TestingRunner runner = serve(Work.isHandedBack(), Work.isHandedBack(), Work.succeeds());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1, 1, 1);
    assertThat(engine.ledger().calls()).isEmpty();
    assertThat(engine.events()).doesNotContain(EventType.EVENT_TYPE_TIMER_STARTED);
  }

  @Test
  @Tag("behaviour-18")
  void aRunnerLostBeforeItBeganIsFollowedByAnotherAttempt() {
    TestingRunner runner = serve(Work.failsWith(FailureCode.RUNNER_GONE), Work.succeeds());

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.ledger().calls())
        .containsExactly("repeat?", "begin 2 RUNNER_GONE", "repeat?");
  }

  @Test
  void aRepeatableOperationIsRepeatedAfterALossMidway() {
    TestingRunner runner = serve(Work.beginsAndFailsWith(FailureCode.RUNNER_GONE), Work.succeeds());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.ledger().calls()).containsExactly("begin 2 RUNNER_GONE");
  }

  @Test
  void anOperationThatMustNotBeRepeatedEndsTruthfullyAfterALossMidway() {
    TestingRunner runner = serve(Work.beginsAndFailsWith(FailureCode.RUNNER_GONE));

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("RUNNER_LOST_MIDWAY", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(engine.ledger().calls()).containsExactly("repeat?", "end RUNNER_LOST_MIDWAY");
  }

  @Test
  void anOperationThatBeginsJustAheadOfTheFenceIsNotRepeatedEither() {
    TestingRunner runner = serve(Work.failsWith(FailureCode.RUNNER_GONE));
    engine.ledger().beginWithNextFence();

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome().code()).isEqualTo("RUNNER_LOST_MIDWAY");
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void anOperationIsRepeatedAfterALossInAStepThatMayBe() {
    TestingRunner runner = serve(Work.isLostInARepeatableStep(), Work.succeeds());

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.ledger().calls())
        .containsExactly("repeat?", "begin 2 RUNNER_GONE", "repeat?");
  }

  @Test
  void aStepThatMustNotBeRepeatedAndBeginsJustAheadOfTheFenceEndsTheJob() {
    TestingRunner runner = serve(Work.isLostInARepeatableStep());
    engine.ledger().beginOtherStepWithNextFence();

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("RUNNER_LOST_MIDWAY", 2));
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void whatWasBegunAndIsNotTakenUpAgainEndsAsUnknown() {
    TestingRunner runner =
        serve(Work.isLostInARepeatableStep(), Work.failsWith(FailureCode.QUEUE_TIMEOUT));

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("RUNNER_LOST_MIDWAY", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
  }

  @Test
  void theLastAttemptsLossInARepeatableStepEndsAsUnknown() {
    serve(Work.isLostInARepeatableStep(), Work.isLostInARepeatableStep());

    engine.run(Jobs.direct().atMostOnce().withMaxAttempts(2).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("RUNNER_LOST_MIDWAY", 2));
  }

  @Test
  @Tag("behaviour-91")
  void aSilentRunnerIsTakenForLost() {
    TestingRunner runner = serve(Work.dies(), Work.succeeds());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.ledger().calls()).containsExactly("begin 2 RUNNER_GONE");
  }

  @Test
  @Tag("behaviour-91")
  void aSilentRunnerThatNeverBeganIsFollowedByAnotherWhereNothingMayBeRepeated() {
    TestingRunner runner = serve(Work.dies(), Work.succeeds());

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.ledger().calls())
        .containsExactly("repeat?", "begin 2 RUNNER_GONE", "repeat?");
  }

  @Test
  @Tag("behaviour-93")
  void aSilentRunnerMidwayEndsWhatMustNotBeRepeated() {
    serve(Work.diesMidway());

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome().code()).isEqualTo("RUNNER_LOST_MIDWAY");
    assertThat(engine.ledger().code()).isEqualTo("RUNNER_LOST_MIDWAY");
  }

  @Test
  @Tag("behaviour-93")
  void aRunnerThatIsHeardLivesOnPastTheTimeAfterWhichASilentOneIsLost() {
    Duration longer = ShortLimits.HEARTBEAT.multipliedBy(3);
    TestingRunner runner = serve(Work.isHeardFor(longer));
    long start = System.nanoTime();

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(longer);
    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(engine.ledger().calls()).isEmpty();
  }

  @Test
  void aResultThatALostRunnerDeliveredCountsAndNothingIsRunAgain() {
    TestingRunner runner = serve(Work.deliversAndDies());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
    assertThat(engine.ledger().code()).isEqualTo("SUCCESS");
    assertThat(runner.taken()).containsExactly(1);
  }

  @Test
  void aResultThatALostRunnerDeliveredCountsForWhatMustNotBeRepeatedToo() {
    serve(Work.deliversAndDies());

    engine.run(Jobs.direct().atMostOnce().input());

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
  }

  @Test
  void theJobEndsWithTheLastCauseWhenAllAttemptsAreLost() {
    TestingRunner runner =
        serve(
            Work.failsWith(FailureCode.RUNNER_GONE),
            Work.failsWith(FailureCode.RUNNER_GONE),
            Work.failsWith(FailureCode.TASK_EXITED));

    engine.run(Jobs.direct().withMaxAttempts(3).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("TASK_EXITED", 3));
    assertThat(runner.taken()).containsExactly(1, 2, 3);
    assertThat(engine.ledger().calls())
        .containsExactly("begin 2 RUNNER_GONE", "begin 3 RUNNER_GONE", "end TASK_EXITED");
    assertThat(engine.status().lastFailure()).isEqualTo("TASK_EXITED");
  }

  @Test
  void aJobThatNoRunnerTakesInTimeExpires() {
    long start = engine.now();

    engine.run(Jobs.direct().withQueueTimeout(Duration.ofSeconds(2)).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("QUEUE_TIMEOUT", 1));
    assertThat(engine.ledger().calls()).containsExactly("end QUEUE_TIMEOUT");
    assertThat(engine.elapsedSince(start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void handBacksDoNotProlongTheWait() {
    Work[] handBacks = new Work[500];
    Arrays.fill(handBacks, Work.isHandedBack());
    TestingRunner runner = serve(handBacks);

    engine.run(Jobs.direct().withQueueTimeout(Duration.ofSeconds(4)).input());

    assertThat(engine.outcome().code()).isEqualTo("QUEUE_TIMEOUT");
    assertThat(runner.taken()).hasSizeBetween(5, 20);
  }

  @Test
  void aJobThatRunsTooLongIsEnded() {
    CountDownLatch release = new CountDownLatch(1);
    serve(Work.ignoresCancel(release));

    engine.run(Jobs.direct().withOperationTimeout(Duration.ofSeconds(2)).input());
    release.countDown();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("OPERATION_TIMEOUT", 1));
    assertThat(engine.ledger().code()).isEqualTo("OPERATION_TIMEOUT");
  }

  @Test
  void aDefectOfARunnerEndsTheJobWithoutItsMessage() {
    TestingRunner runner = serve(Work.breaks());

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome().code()).isEqualTo("INTERNAL_ERROR");
    assertThat(runner.taken()).containsExactly(1);
    assertThat(engine.history().toJson(false)).doesNotContain("hunter2", "AKIA");
  }

  @Test
  void anOutageOfTheLedgerOnlyDelays() {
    TestingRunner runner = serve(Work.failsWith(FailureCode.RUNNER_GONE), Work.succeeds());
    engine.ledger().goOutFor(6);

    engine.run(Jobs.direct().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(1, 2);
    assertThat(engine.history().toJson(false)).doesNotContain("hunter2");
  }

  @Test
  void aResubmittedJobFencesTheAttemptThatTheEngineLost() {
    TestingRunner runner = serve(Work.succeeds());

    engine.run(Jobs.direct().withFirstAttempt(2).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(runner.taken()).containsExactly(2);
    assertThat(engine.ledger().calls()).containsExactly("begin 2 RUNNER_GONE");
  }

  @Test
  void aResubmittedJobThatHasItsResultIsNotRunAgain() {
    engine.ledger().deliver(new AttemptInput(Jobs.ID, 1), "SUCCESS");
    TestingRunner runner = serve(Work.succeeds());

    engine.run(Jobs.direct().withFirstAttempt(2).input());

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
    assertThat(runner.taken()).isEmpty();
  }

  @Test
  void aResubmittedJobThatMustNotBeRepeatedIsNotRunAgain() {
    engine.ledger().assign(new AttemptInput(Jobs.ID, 1));
    TestingRunner runner = serve(Work.succeeds());

    engine.run(Jobs.direct().atMostOnce().withFirstAttempt(2).input());

    assertThat(engine.outcome().code()).isEqualTo("RUNNER_LOST_MIDWAY");
    assertThat(runner.taken()).isEmpty();
  }

  @Test
  void theStatusSaysWhatTheJobWaitsFor() {
    engine.start(Jobs.direct().input());

    OperationStatus status = engine.awaitStatus(s -> !s.queue().isEmpty());

    assertThat(status.phase()).isEqualTo(Phase.QUEUED);
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(status.queue()).isEqualTo("runner/any");
    assertThat(status.waitingFor()).isNotEmpty();
    engine.cancel();
    engine.outcome();
    assertThat(engine.status().phase()).isEqualTo(Phase.ENDED);
  }

  private TestingRunner serve(Work... script) {
    TestingRunner runner = new TestingRunner("r1", engine.ledger(), script);
    engine.serve(TaskQueues.jobs(Jobs.ANY), runner);
    return runner;
  }
}
