package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.PostgresExtension;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.TestingTemporalServer;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways with the same keys on one database and one Temporal server. */
@ExtendWith(PostgresExtension.class)
class TwoGatewaysTest {
  @TempDir Path directory;
  private TestingTemporalServer temporal;
  private TestingGateway first;
  private TestingGateway second;

  @BeforeEach
  void start() throws IOException {
    temporal = TestingTemporalServer.start(directory.resolve("temporal"));
    first = gateway("first");
    copy(directory.resolve("first").resolve("keys"), directory.resolve("second").resolve("keys"));
    second = gateway("second");
  }

  @AfterEach
  void stop() {
    try (TestingTemporalServer _ = temporal;
        TestingGateway _ = first;
        TestingGateway _ = second) {
      // each of them is closed, the last first, whatever happened to the others
    }
  }

  @Test
  void aJobThatIsQueuedAtOneRunsAndIsFollowedAtTheOther() {
    try (TestingWorker _ =
        TestingWorker.start(second, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      String id = queueAtFirst(Operation.NOOP);
      for (TestingGateway gateway : new TestingGateway[] {first, second}) {
        TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
        assertThat(followed.lines()).containsExactly("first", "second");
        assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
        assertThat(gateway.runners().listRunners(all()).getRunnersList())
            .singleElement()
            .matches(runner -> runner.getId().equals("static-1") && runner.getOnline());
      }
    }
  }

  @Test
  @Tag("behaviour-23")
  void aRunnerStaysOnlineForBothAndBothSeeThatItIsBusy() throws Exception {
    HeldExecution held = new HeldExecution();
    try (TestingWorker _ = TestingWorker.start(second, "static-1", Map.of(), held)) {
      String job = queueAtFirst(Operation.NOOP);
      assertThat(held.awaitBegun()).isEqualTo(job);
      // Longer than a promise of the other gateway lasts.
      Instant end = Instant.now().plusSeconds(20);
      int busy = 0;
      while (Instant.now().isBefore(end)) {
        Runner seen = first.runners().listRunners(all()).getRunners(0);
        assertThat(seen.getOnline()).isTrue();
        busy = Math.max(busy, seen.getBusy());
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      assertThat(busy).isEqualTo(1);
      held.succeed(job);
      assertThat(TestingJobs.follow(first, job, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    }
  }

  @Test
  @Tag("behaviour-81")
  void theLockHoldsAcrossBoth() throws Exception {
    HeldExecution held = new HeldExecution();
    try (TestingWorker _ = TestingWorker.start(second, "static-1", Map.of(), held)) {
      String deploy = queueAtFirst(Operation.DEPLOY);
      assertThat(held.awaitBegun()).isEqualTo(deploy);
      String release = TestingJobs.queue(second, TestingJobs.spec(Operation.RELEASE));
      String destroy = queueAtFirst(Operation.DESTROY);
      for (TestingGateway gateway : new TestingGateway[] {first, second}) {
        Job waiting = TestingJobs.get(gateway, destroy);
        assertThat(waiting.getWaitsForJob()).isEqualTo(deploy);
        assertThat(waiting.getWaitingAhead()).isEqualTo(1);
      }
      held.succeed(deploy);
      assertThat(held.awaitBegun()).isEqualTo(release);
      assertThat(held.anyBegun()).isFalse();
      held.succeed(release);
      assertThat(held.awaitBegun()).isEqualTo(destroy);
      held.succeed(destroy);
      assertThat(TestingJobs.follow(first, destroy, 0).job().getState())
          .isEqualTo(JobState.SUCCESS);
    }
  }

  @Test
  @Tag("behaviour-114")
  @Tag("behaviour-119")
  void jobsGoOnWhenTheGatewayThatTookThemIsGone() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    CountDownLatch printed = new CountDownLatch(1);
    TestingWorker.Execution execution =
        (worker, attempt, assignment) -> {
          worker.print(attempt, 0, "before");
          printed.countDown();
          gone.await();
          worker.print(attempt, 1, "after");
          worker.succeed(attempt, 2);
          return "SUCCESS";
        };
    try (TestingWorker worker = TestingWorker.start(second, "static-1", Map.of(), execution)) {
      String running = queueAtFirst(Operation.DEPLOY);
      String waiting = queueAtFirst(Operation.RELEASE);
      AttemptRef attempt = worker.awaitBegun();
      assertThat(attempt.getJobId()).isEqualTo(running);
      printed.await();
      first.close();
      gone.countDown();
      assertThat(TestingJobs.follow(second, running, 1).lines()).containsExactly("after");
      TestingJobs.Followed after = TestingJobs.follow(second, waiting, 0);
      assertThat(after.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(after.job().getAttempt()).isEqualTo(1);
      assertThat(after.lines()).containsExactly("before", "after");
    }
  }

  @Test
  @Timeout(20)
  void whatWasDecidedAtOneIsNotUndoneByARunnerThatLeavesTheOther() {
    try (TestingRunner runner =
        TestingRunner.connect(second.asUser(), "static-1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      first.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("static-1").build());
    }
    while (adoption(second) != AdoptionState.REJECTED) {
      assertThat(adoption(first)).isEqualTo(AdoptionState.REJECTED);
    }
    assertThat(adoption(first)).isEqualTo(AdoptionState.REJECTED);
  }

  private static AdoptionState adoption(TestingGateway gateway) {
    return gateway
        .runners()
        .getRunner(GetRunnerRequest.newBuilder().setId("static-1").build())
        .getRunner()
        .getAdoptionState();
  }

  private String queueAtFirst(Operation operation) {
    return TestingJobs.queue(first, TestingJobs.spec(operation));
  }

  private TestingGateway gateway(String name) {
    Path own = directory.resolve(name);
    return TestingGateway.start(own, temporal.options(own.resolve("engine")));
  }

  private static dev.waypoint.protocol.v1.ListRunnersRequest all() {
    return dev.waypoint.protocol.v1.ListRunnersRequest.getDefaultInstance();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
