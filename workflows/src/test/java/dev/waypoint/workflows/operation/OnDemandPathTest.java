package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.activity.WatchTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingLauncher.Before;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs for which a container is launched. */
@Timeout(60)
class OnDemandPathTest {
  private final TestingEngine engine = TestingEngine.create();
  private final TestingLauncher.Platform platform = new TestingLauncher.Platform();
  private final TestingLauncher launcher = new TestingLauncher("static-1", platform);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  @Tag("behaviour-121")
  void aContainerIsLaunchedForTheJobAndRemovedAfterIt() {
    serveLauncher();
    TestingRunner runner = connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1);
    assertThat(launcher.calls()).startsWith("start 1").contains("stop 1");
    assertThat(launcher.count("start")).isEqualTo(1);
    assertThat(launcher.count("stop")).isEqualTo(1);
    assertThat(platform.left()).isEmpty();
    assertThat(engine.ledger().calls()).isEmpty();
  }

  @Test
  void watchingAndStoppingAreForTheRunnerThatLaunched() {
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    TestingLauncher same = new TestingLauncher("static-1", platform);
    engine.serve(Jobs.launchQueueOf("static-1"), same);
    connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(launcher.calls()).containsExactly("start 1");
    assertThat(same.calls()).contains("stop 1");
  }

  @Test
  @Tag("behaviour-130")
  void aFailedOperationIsAResultAndTheContainerIsRemoved() {
    serveLauncher();
    connects(1, Work.delivers("OPERATION_FAILED"));

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("OPERATION_FAILED", 1));
    assertStopped(1);
  }

  @Test
  @Tag("behaviour-135")
  void aPassingFaultAtTheStartIsTriedAgainWithoutASecondAttempt() {
    launcher.onStart(
        Before.failsWith(FailureCode.TASK_START_FAILED),
        Before.failsWith(FailureCode.TASK_START_FAILED));
    serveLauncher();
    connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(launcher.count("start")).isEqualTo(3);
    assertThat(platform.created()).containsExactly(1);
    assertStopped(1);
  }

  @Test
  @Tag("behaviour-129")
  void aStartThatFailsForGoodEndsTheJob() {
    launcher.onStart(Before.failsForGoodWith(FailureCode.TASK_START_FAILED));
    serveLauncher();

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("TASK_START_FAILED", 1));
    assertThat(launcher.count("start")).isEqualTo(1);
    assertThat(launcher.count("stop")).isEqualTo(1);
    assertThat(engine.ledger().calls()).containsExactly("end TASK_START_FAILED");
  }

  @Test
  void aStartThatKeepsFailingEndsTheJobAfterFourTries() {
    launcher.onStart(
        Before.breaks(), Before.breaks(), Before.breaks(), Before.breaks(), Before.nothing());
    launcher.createsBeforeItFails();
    serveLauncher();

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome().code()).isIn("TASK_START_FAILED", "INTERNAL_ERROR");
    assertThat(launcher.count("start")).isEqualTo(4);
    assertStopped(1);
    assertThat(engine.history().toJson(false)).doesNotContain("hunter2");
  }

  @Test
  void aWrongProfileEndsTheJobAsSuch() {
    launcher.onStart(Before.failsWith(FailureCode.CONFIG_INVALID));
    serveLauncher();

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome().code()).isEqualTo("CONFIG_INVALID");
    assertThat(launcher.count("start")).isEqualTo(1);
  }

  @Test
  void aStartThatIsHandedBackIsPlacedAgainAtOnce() {
    launcher.onStart(
        Before.failsWith(FailureCode.HANDED_BACK), Before.failsWith(FailureCode.HANDED_BACK));
    serveLauncher();
    connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(engine.placed("StartTask")).isEqualTo(3);
    assertThat(platform.created()).containsExactly(1);
    assertStopped(1);
  }

  @Test
  void aJobThatIsHandedBackWhileItsContainerLivesIsPlacedAgainWithoutASecondContainer() {
    serveLauncher();
    TestingRunner runner = connects(1, Work.isHandedBack(), Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(runner.taken()).containsExactly(1, 1);
    assertThat(platform.created()).containsExactly(1);
  }

  @Test
  @Tag("behaviour-131")
  void aContainerThatExitsBeforeItsRunnerConnectsIsReplacedAtOnce() {
    serveLauncher();
    connects(2, Work.succeeds());
    engine.start(Jobs.onDemand().input());
    launcher.awaitFirst("watch");

    platform.exit(1, 1);

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(platform.created()).containsExactly(1, 2);
    assertThat(engine.ledger().calls()).containsExactly("begin 2 TASK_EXITED");
    assertStopped(1, 2);
  }

  @Test
  void aContainerThatExitsDuringTheJobIsReplacedAtOnce() {
    CountDownLatch never = new CountDownLatch(1);
    serveLauncher();
    TestingRunner first = connects(1, Work.ignoresCancel(never));
    connects(2, Work.succeeds());
    engine.start(Jobs.onDemand().input());
    first.awaitTask();
    launcher.awaitFirst("watch");

    platform.exit(1, 137);

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(platform.created()).containsExactly(1, 2);
    assertStopped(1, 2);
    never.countDown();
  }

  @Test
  void aContainerThatExitsDuringAJobThatMustNotBeRepeatedEndsItTruthfully() {
    CountDownLatch never = new CountDownLatch(1);
    serveLauncher();
    TestingRunner first = connects(1, Work.ignoresCancel(never));
    engine.start(Jobs.onDemand().atMostOnce().input());
    first.awaitTask();
    engine.ledger().assign(new AttemptInput(Jobs.ID, 1));
    launcher.awaitFirst("watch");

    platform.exit(1, 137);

    assertThat(engine.outcome().code()).isEqualTo("RUNNER_LOST_MIDWAY");
    assertThat(platform.created()).containsExactly(1);
    assertStopped(1);
    never.countDown();
  }

  @Test
  void aResultThatWasDeliveredBeforeTheContainerExitedCounts() {
    serveLauncher();
    TestingRunner first = connects(1, Work.deliversAndDies());
    engine.start(Jobs.onDemand().input());
    first.awaitTask();
    launcher.awaitFirst("watch");

    platform.exit(1, 0);

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
    assertThat(platform.created()).containsExactly(1);
    assertStopped(1);
  }

  @Test
  void aCompletionThatIsOnItsWayWhenTheContainerExitsCounts() {
    CountDownLatch exited = new CountDownLatch(1);
    serveLauncher();
    TestingRunner first =
        connects(
            1,
            (task, runner) -> {
              exited.await();
              return Work.succeeds().run(task, runner);
            });
    engine.start(Jobs.onDemand().input());
    first.awaitTask();
    launcher.awaitFirst("watch");

    platform.exit(1, 0);
    exited.countDown();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertThat(first.taken()).containsExactly(1);
    assertThat(engine.ledger().calls()).isEmpty();
  }

  @Test
  void aRunnerThatDoesNotConnectInTimeIsReplaced() {
    serveLauncher();
    connects(2, Work.succeeds());

    engine.run(Jobs.onDemand().withConnectTimeout(Duration.ofSeconds(2)).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(engine.ledger().calls()).containsExactly("begin 2 TASK_CONNECT_TIMEOUT");
    assertStopped(1, 2);
  }

  @Test
  void theJobEndsWithTheCauseWhenNoRunnerConnects() {
    serveLauncher();

    engine.run(
        Jobs.onDemand().withMaxAttempts(2).withConnectTimeout(Duration.ofSeconds(1)).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("TASK_CONNECT_TIMEOUT", 2));
    assertThat(platform.created()).containsExactly(1, 2);
    assertStopped(1, 2);
  }

  @Test
  void aSilentOnDemandRunnerIsReplaced() {
    serveLauncher();
    connects(1, Work.diesMidway());
    connects(2, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertStopped(1, 2);
  }

  @Test
  void aJobThatNoLauncherTakesExpiresAndNothingIsLeftBehind() {
    engine.run(Jobs.onDemand().withQueueTimeout(Duration.ofSeconds(1)).withMaxAttempts(1).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("QUEUE_TIMEOUT", 1));
    assertThat(engine.placed("StopTask")).isEqualTo(1);
  }

  @Test
  void whenTheLauncherIsGoneAnyRunnerOfTheTargetWatchesAndStops() {
    TestingLauncher other = new TestingLauncher("static-2", platform);
    TestingLauncher gone = new TestingLauncher("static-gone", platform);
    engine.serve(TaskQueues.launches(Jobs.ANY), new StartedBy(gone, other));
    CountDownLatch never = new CountDownLatch(1);
    TestingRunner first = connects(1, Work.ignoresCancel(never));
    connects(2, Work.succeeds());
    engine.start(Jobs.onDemand().input());
    first.awaitTask();
    other.awaitFirst("watch");

    platform.exit(1, 1);

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertThat(other.calls()).contains("watch 1", "stop 1", "stop 2");
    assertThat(gone.calls()).containsExactly("start 1", "start 2");
    never.countDown();
  }

  @Test
  void aWatchThatFailsForGoodDoesNotDisturbTheJob() {
    launcher.onWatch(
        Before.failsForGoodWith(FailureCode.INTERNAL_ERROR),
        Before.failsForGoodWith(FailureCode.INTERNAL_ERROR));
    serveLauncher();
    CountDownLatch watched = new CountDownLatch(1);
    connects(
        1,
        (task, runner) -> {
          watched.await();
          return Work.succeeds().run(task, runner);
        });
    engine.start(Jobs.onDemand().input());
    launcher.awaitFirst("watch");
    watched.countDown();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertStopped(1);
  }

  @Test
  @Tag("behaviour-134")
  void aStopThatFailsIsRepeatedUntilItIsDone() {
    launcher.onStop(Before.failsWith(FailureCode.RUNNER_GONE), Before.breaks(), Before.nothing());
    serveLauncher();
    connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(engine.outcome().code()).isEqualTo("SUCCESS");
    assertThat(launcher.count("stop")).isEqualTo(3);
    assertThat(platform.left()).isEmpty();
  }

  @Test
  void aStopThatIsRefusedByTheLauncherIsTriedByTheTarget() {
    TestingLauncher own = new TestingLauncher("static-1", platform);
    own.onStop(Before.failsForGoodWith(FailureCode.INTERNAL_ERROR));
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), own);
    connects(1, Work.succeeds());

    engine.run(Jobs.onDemand().input());

    assertThat(own.count("stop")).isEqualTo(1);
    assertThat(launcher.count("stop")).isEqualTo(1);
    assertThat(platform.left()).isEmpty();
  }

  @Test
  void aResubmittedJobRemovesTheContainerThatTheEngineForgot() {
    serveLauncher();
    connects(2, Work.succeeds());
    platform.create(1);

    engine.run(Jobs.onDemand().withFirstAttempt(2).input());

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 2));
    assertStopped(1, 2);
  }

  /** Two runners of one target: one launches and is gone, the other does the rest. */
  private record StartedBy(LaunchActivities starter, LaunchActivities rest)
      implements LaunchActivities {
    @Override
    public StartTaskResult startTask(AttemptInput input) {
      return starter.startTask(input);
    }

    @Override
    public WatchTaskResult watchTask(AttemptInput input) {
      return rest.watchTask(input);
    }

    @Override
    public void stopTask(AttemptInput input) {
      rest.stopTask(input);
    }
  }

  private void serveLauncher() {
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), launcher);
  }

  private TestingRunner connects(int attempt, Work... script) {
    TestingRunner runner = new TestingRunner("odr-" + attempt, engine.ledger(), script);
    engine.serve(Jobs.onDemandQueue(attempt), runner);
    return runner;
  }

  private void assertStopped(Integer... attempts) {
    for (Integer attempt : attempts) {
      assertThat(launcher.calls()).contains("stop " + attempt);
    }
    assertThat(platform.left()).isEmpty();
  }
}
