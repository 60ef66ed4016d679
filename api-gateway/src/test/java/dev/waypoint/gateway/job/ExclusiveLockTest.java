package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExclusiveLockTest {
  @TempDir Path directory;
  private final HeldExecution held = new HeldExecution();
  private TestingGateway gateway;
  private TestingWorker worker;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    worker = TestingWorker.start(gateway, "static-1", Map.of(), held);
  }

  @AfterEach
  void stop() {
    worker.close();
    gateway.close();
  }

  @Test
  @Tag("behaviour-81")
  void aReleaseWaitsUntilTheDeployOfTheSameApplicationHasEnded() throws Exception {
    String deploy = begin(Operation.DEPLOY);
    String release = queue(Operation.RELEASE);
    Job waiting = TestingJobs.get(gateway, release);
    assertThat(waiting.getState()).isEqualTo(JobState.QUEUED);
    assertThat(waiting.getWaitsForJob()).isEqualTo(deploy);
    assertThat(waiting.getWaitingReason()).contains(deploy, "deploy by tester", "0 ahead");

    held.succeed(deploy);

    assertThat(held.awaitBegun()).isEqualTo(release);
    assertThat(TestingJobs.get(gateway, deploy).getState()).isEqualTo(JobState.SUCCESS);
    held.succeed(release);
    assertThat(follow(release).getState()).isEqualTo(JobState.SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"BUILD", "PUSH", "DEPLOY", "RELEASE", "DESTROY", "UP"})
  @Tag("behaviour-83")
  void whateverChangesAnApplicationWaitsForARunningUp(Operation operation) throws Exception {
    String up = begin(Operation.UP);
    String next = queue(operation);
    assertThat(TestingJobs.get(gateway, next).getWaitsForJob()).isEqualTo(up);
    held.fail(up, "no");
    assertThat(held.awaitBegun()).isEqualTo(next);
    held.succeed(next);
    follow(next);
  }

  @Test
  void whatOnlyLooksAndWhatBelongsElsewhereDoesNotWait() throws Exception {
    String up = begin(Operation.UP);
    List<String> free =
        List.of(
            queue(Operation.STATUS),
            queue(Operation.INIT),
            queue(Operation.NOOP),
            TestingJobs.queue(gateway, TestingJobs.spec(Operation.UP).setWorkspace("other")),
            TestingJobs.queue(
                gateway,
                TestingJobs.spec(Operation.UP)
                    .setApplication(
                        TestingJobs.spec(Operation.UP)
                            .getApplicationBuilder()
                            .setApplication("api"))));
    List<String> begun = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      begun.add(held.awaitBegun());
    }
    assertThat(begun).containsExactlyInAnyOrderElementsOf(free);
    free.forEach(held::succeed);
    held.succeed(up);
    follow(up);
  }

  @Test
  @Tag("behaviour-79")
  void thoseThatWaitAreServedInTheirOrderAndSeeHowManyAreAhead() throws Exception {
    String first = begin(Operation.DEPLOY);
    List<String> waiting =
        List.of(queue(Operation.RELEASE), queue(Operation.DEPLOY), queue(Operation.DESTROY));
    for (int i = 0; i < waiting.size(); i++) {
      assertThat(TestingJobs.get(gateway, waiting.get(i)).getWaitingAhead()).isEqualTo(i);
    }
    String running = first;
    for (String next : waiting) {
      assertThat(held.anyBegun()).isFalse();
      held.succeed(running);
      assertThat(held.awaitBegun()).isEqualTo(next);
      running = next;
    }
    held.succeed(running);
    follow(running);
    String free = begin(Operation.DEPLOY);
    held.succeed(free);
  }

  @Test
  @Tag("behaviour-82")
  void theNextOneBeginsWhenTheRunningOneIsCancelledByForce() throws Exception {
    String stuck = begin(Operation.DEPLOY);
    String next = queue(Operation.DEPLOY);
    gateway.jobs().cancelJob(CancelJobRequest.newBuilder().setJobId(stuck).setForce(true).build());
    assertThat(held.awaitBegun()).isEqualTo(next);
    assertThat(TestingJobs.get(gateway, stuck).getState()).isEqualTo(JobState.ERROR);
    held.succeed(next);
    assertThat(follow(next).getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  void oneThatIsCancelledWhileItWaitsLeavesTheLine() throws Exception {
    String running = begin(Operation.DEPLOY);
    String impatient = queue(Operation.DEPLOY);
    String patient = queue(Operation.RELEASE);
    Job cancelled =
        gateway
            .jobs()
            .cancelJob(CancelJobRequest.newBuilder().setJobId(impatient).build())
            .getJob();
    assertThat(cancelled.getState()).isEqualTo(JobState.ERROR);
    assertThat(cancelled.getError().getCode()).isEqualTo("JOB_CANCELLED");
    assertThat(TestingJobs.get(gateway, patient).getWaitingAhead()).isZero();
    held.succeed(running);
    assertThat(held.awaitBegun()).isEqualTo(patient);
    held.succeed(patient);
    follow(patient);
  }

  @Test
  void oneThatExpiresWhileItWaitsEndsAndSaysWhy() throws Exception {
    String running = begin(Operation.DEPLOY);
    String expiring =
        TestingJobs.queue(
            gateway,
            TestingJobs.spec(Operation.DEPLOY)
                .setExpiresIn(com.google.protobuf.Duration.newBuilder().setNanos(10_000_000)));
    Job expired = follow(expiring);
    assertThat(expired.getError().getCode()).isEqualTo("QUEUE_TIMEOUT");
    assertThat(expired.getError().getMessage()).contains("other jobs held it back");
    held.succeed(running);
    follow(running);
  }

  @Test
  void theTimeToPickAJobUpCountsFromWhenItMayBegin() throws Exception {
    String running = begin(Operation.DEPLOY);
    String patient =
        TestingJobs.queue(
            gateway,
            TestingJobs.spec(Operation.DEPLOY)
                .setPickupTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(20)));
    assertThat(TestingJobs.get(gateway, patient).hasExpireTime()).isFalse();
    held.succeed(running);
    assertThat(held.awaitBegun()).isEqualTo(patient);
    assertThat(TestingJobs.get(gateway, patient).hasExpireTime()).isTrue();
    held.succeed(patient);
    follow(patient);
  }

  @Test
  void theLineIsTheSameAfterARestart() throws Exception {
    String running = begin(Operation.DEPLOY);
    String second = queue(Operation.RELEASE);
    String third = queue(Operation.DESTROY);
    worker.kill();
    gateway.close();
    gateway = TestingGateway.start(directory);
    assertThat(TestingJobs.get(gateway, third).getWaitsForJob()).isEqualTo(running);
    assertThat(TestingJobs.get(gateway, third).getWaitingAhead()).isEqualTo(1);
    worker = TestingWorker.start(gateway, "static-1", Map.of(), held);
    gateway
        .jobs()
        .cancelJob(CancelJobRequest.newBuilder().setJobId(running).setForce(true).build());
    assertThat(held.awaitBegun()).isEqualTo(second);
    held.succeed(second);
    assertThat(held.awaitBegun()).isEqualTo(third);
    held.succeed(third);
    follow(third);
  }

  @Test
  void manyThatComeAtOnceAreServedOneAtATime() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    worker.close();
    worker =
        TestingWorker.start(
            gateway,
            "static-2",
            Map.of(),
            (own, attempt, assignment) -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              own.print(attempt, 0, "alone");
              running.decrementAndGet();
              own.succeed(attempt, 1);
              return "SUCCESS";
            });
    List<CompletableFuture<String>> queued = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      queued.add(CompletableFuture.supplyAsync(() -> queue(Operation.DEPLOY)));
    }
    for (CompletableFuture<String> id : queued) {
      assertThat(follow(id.get()).getState()).isEqualTo(JobState.SUCCESS);
    }
    assertThat(most.get()).isEqualTo(1);
  }

  private String begin(Operation operation) throws InterruptedException {
    String id = queue(operation);
    assertThat(held.awaitBegun()).isEqualTo(id);
    return id;
  }

  private String queue(Operation operation) {
    return TestingJobs.queue(gateway, TestingJobs.spec(operation));
  }

  private Job follow(String id) {
    return TestingJobs.follow(gateway, id, 0).job();
  }
}
