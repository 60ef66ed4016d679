package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.target.TaskQueues;
import dev.waypoint.workflows.testing.Jobs;
import dev.waypoint.workflows.testing.TestingEngine;
import dev.waypoint.workflows.testing.TestingLauncher;
import dev.waypoint.workflows.testing.TestingRunner;
import dev.waypoint.workflows.testing.Work;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling at each stage of an on-demand job. */
@Timeout(60)
class OnDemandCancelTest {
  private final TestingEngine engine = TestingEngine.create();
  private final TestingLauncher.Platform platform = new TestingLauncher.Platform();
  private final TestingLauncher launcher = new TestingLauncher("static-1", platform);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    engine.close();
  }

  @Test
  @Tag("behaviour-133")
  void beforeALauncherTakesItNothingIsLaunched() {
    engine.start(Jobs.onDemand().input());
    engine.awaitStatus(s -> s.phase() == Phase.STARTING);

    engine.cancel();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_CANCELLED", 1));
    assertThat(engine.ledger().calls()).containsExactly("end JOB_CANCELLED");
    assertThat(engine.placed("RunJob")).isZero();
    assertThat(engine.placed("StopTask")).isEqualTo(1);
  }

  @Test
  @Tag("behaviour-133")
  void duringTheLaunchTheContainerIsRemovedOnceItIsThere() {
    launcher.onStart(_ -> release.await());
    serveLauncher();
    engine.start(Jobs.onDemand().input());
    launcher.awaitFirst("start");

    engine.cancel();
    engine.awaitStatus(s -> s.phase() == Phase.STOPPING);
    assertThat(engine.ledger().code()).isEqualTo("JOB_CANCELLED");
    assertThat(launcher.count("stop")).isZero();
    release.countDown();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertThat(launcher.calls()).containsExactly("start 1", "stop 1");
    assertThat(platform.left()).isEmpty();
    assertThat(engine.placed("RunJob")).isZero();
  }

  @Test
  @Tag("behaviour-133")
  void whileTheRunnerConnectsTheJobEndsAtOnce() {
    serveLauncher();
    engine.start(Jobs.onDemand().input());
    engine.awaitStatus(s -> s.phase() == Phase.CONNECTING);

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_CANCELLED");
    assertStopped();
  }

  @Test
  @Tag("behaviour-133")
  void whileTheJobRunsItUnwinds() {
    serveLauncher();
    TestingRunner runner = connects(Work.unwindsWhenCancelled());
    engine.start(Jobs.onDemand().input());
    runner.awaitTask();

    engine.cancel();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("JOB_CANCELLED", 1));
    assertThat(engine.ledger().calls()).isEmpty();
    assertStopped();
  }

  @Test
  void anOperationThatDoesNotUnwindIsAbandonedAndItsContainerRemoved() {
    serveLauncher();
    TestingRunner runner = connects(Work.ignoresCancel(release));
    engine.start(Jobs.onDemand().withCancelGrace(Duration.ofSeconds(1)).input());
    runner.awaitTask();
    engine.ledger().assign(new AttemptInput(Jobs.ID, 1));

    engine.cancel();

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
    assertStopped();
  }

  @Test
  void aForcedCancelRemovesTheContainerAtOnce() {
    serveLauncher();
    TestingRunner runner = connects(Work.ignoresCancel(release));
    engine.start(Jobs.onDemand().withCancelGrace(Duration.ofHours(1)).input());
    runner.awaitTask();
    engine.ledger().assign(new AttemptInput(Jobs.ID, 1));

    engine.force();

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
    assertStopped();
  }

  @Test
  void aContainerThatExitsWhileTheOperationUnwindsEndsTheWait() {
    serveLauncher();
    TestingRunner runner = connects(Work.ignoresCancel(release));
    engine.start(Jobs.onDemand().withCancelGrace(Duration.ofHours(1)).input());
    runner.awaitTask();
    engine.ledger().assign(new AttemptInput(Jobs.ID, 1));
    launcher.awaitFirst("watch");

    engine.cancel();
    engine.awaitStatus(s -> s.phase() == Phase.CANCELLING);
    platform.exit(1, 137);

    assertThat(engine.outcome().code()).isEqualTo("JOB_ABANDONED");
    assertStopped();
  }

  @Test
  void whileTheContainerIsRemovedACancelChangesNothing() {
    launcher.onStop(_ -> release.await());
    serveLauncher();
    connects(Work.succeeds());
    engine.start(Jobs.onDemand().input());
    launcher.awaitFirst("stop");

    engine.force();
    release.countDown();

    assertThat(engine.outcome()).isEqualTo(new OperationOutcome("SUCCESS", 1));
    assertStopped();
  }

  private void serveLauncher() {
    engine.serve(TaskQueues.launches(Jobs.ANY), launcher);
    engine.serve(Jobs.launchQueueOf("static-1"), launcher);
  }

  private TestingRunner connects(Work... script) {
    TestingRunner runner = new TestingRunner("odr-1", engine.ledger(), script);
    engine.serve(Jobs.onDemandQueue(1), runner);
    return runner;
  }

  private void assertStopped() {
    assertThat(launcher.calls()).contains("stop 1");
    assertThat(platform.created()).containsExactly(1);
    assertThat(platform.left()).isEmpty();
  }
}
