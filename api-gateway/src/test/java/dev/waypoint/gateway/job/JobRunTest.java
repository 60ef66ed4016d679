package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.DeliverResultResponse;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Failure;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.OutputEvent;
import dev.waypoint.protocol.v1.Record;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OperationOutcome;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {
  @TempDir Path directory;
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aJobRunsAndItsOutputIsFollowedToTheEnd() {
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.lines()).containsExactly("first", "second");
      assertThat(followed.events().getFirst().hasOpen()).isTrue();
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.job().getResult().getUrl()).isEqualTo("http://made.test");
      assertThat(followed.job().getAssignedRunner()).isEqualTo("static-1");
      assertThat(followed.job().getRunnerKind()).isEqualTo("static");
      assertThat(TestingJobs.follow(gateway, id, 1).lines()).containsExactly("second");
    }
  }

  @Test
  void theAssignmentComesAlongWithTheTaskWhereAnOperationMayBeRepeated() {
    try (TestingWorker worker =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      String build = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      String deploy = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      TestingJobs.follow(gateway, build, 0);
      TestingJobs.follow(gateway, deploy, 0);

      GetJobAssignmentResponse sent = worker.sentAlong(build).orElseThrow();
      assertThat(sent.getVerdict()).isEqualTo(GetJobAssignmentResponse.Verdict.RUN);
      assertThat(sent.getSpec().getOperation()).isEqualTo(Operation.BUILD);
      assertThat(sent.getServerCookie()).isNotEmpty();
      assertThat(worker.sentAlong(deploy)).isEmpty();
    }
  }

  @Test
  void aDeliveryThatNamesItsTaskCompletesItToo() throws Exception {
    BlockingQueue<DeliverResultResponse> answers = new LinkedBlockingQueue<>();
    TestingWorker.Execution execution =
        (worker, attempt, _) -> {
          ActivityExecutionContext context = Activity.getExecutionContext();
          answers.add(
              worker
                  .agent()
                  .deliverResult(
                      DeliverResultRequest.newBuilder()
                          .setAttempt(attempt)
                          .setTaskToken(ByteString.copyFrom(context.getTaskToken()))
                          .setSuccess(OperationResult.getDefaultInstance())
                          .build()));
          context.doNotCompleteOnReturn();
          return "unused";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), execution)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
      DeliverResultResponse answer = answers.poll(20, TimeUnit.SECONDS);
      assertThat(answer.getAccepted()).isTrue();
      assertThat(answer.getCompleted()).isTrue();
      OperationOutcome outcome =
          gateway
              .server()
              .engine()
              .client()
              .newUntypedWorkflowStub(new JobId(id).workflowId())
              .getResult(20, TimeUnit.SECONDS, OperationOutcome.class);
      assertThat(outcome.code()).isEqualTo("SUCCESS");
    }
  }

  @Test
  void aLabelTargetThatIsNewReachesAConnectedRunner() {
    Map<String, String> labels = Map.of("env", "dev", "org", "acme");
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", labels, TestingWorker.SUCCEED)) {
      String id =
          TestingJobs.queue(
              gateway,
              TestingJobs.spec(Operation.NOOP)
                  .setTargetRunner(TestingJobs.labels(Map.of("env", "dev"))));
      assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.SUCCESS);
    }
  }

  @Test
  void aRepeatableJobOfAKilledRunnerGoesOnElsewhere() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "begun");
          printed.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker doomed = TestingWorker.start(gateway, "doomed", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
    AttemptRef first = doomed.awaitBegun();
    printed.await();
    doomed.kill();
    try (TestingWorker healthy =
        TestingWorker.start(gateway, "healthy", Map.of(), TestingWorker.SUCCEED)) {
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.job().getAttempt()).isEqualTo(2);
      assertThat(followed.lines()).hasSize(4).startsWith("begun").endsWith("first", "second");
      assertThat(followed.lines().get(1)).contains("Attempt 1 was lost");
      assertThatThrownBy(() -> healthy.print(first, 1, "late"))
          .hasMessageContaining("ATTEMPT_OUTDATED");
    }
  }

  @Test
  void aDeploymentOfAKilledRunnerEndsAndSaysWhatIsUnknown() throws Exception {
    TestingWorker.Execution hang =
        (_, _, _) -> {
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker doomed = TestingWorker.start(gateway, "doomed", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    doomed.awaitBegun();
    doomed.kill();
    Job job = TestingJobs.follow(gateway, id, 0).job();
    assertThat(job.getState()).isEqualTo(JobState.ERROR);
    assertThat(job.getError().getCode()).isEqualTo("RUNNER_LOST_MIDWAY");
    assertThat(job.getError().getMessage()).contains("runner doomed", "unknown");
  }

  @Test
  void aDeploymentOfAKilledRunnerGoesOnElsewhereInAStepThatMayBeRepeated() throws Exception {
    BlockingQueue<Record> records = new LinkedBlockingQueue<>();
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          records.add(worker.beginDeployment(attempt, true));
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker.Execution deploy =
        (worker, attempt, _) -> {
          Record record = worker.beginDeployment(attempt, true);
          records.add(worker.finishRecord(attempt, record.getId()));
          worker.succeed(attempt, 0);
          return "SUCCESS";
        };
    TestingWorker doomed = TestingWorker.start(gateway, "doomed", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    AttemptRef first = doomed.awaitBegun();
    Record begun = records.poll(20, TimeUnit.SECONDS);
    doomed.kill();
    try (TestingWorker healthy = TestingWorker.start(gateway, "healthy", Map.of(), deploy)) {
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      assertThat(job.getAttempt()).isEqualTo(2);
      Record finished = records.poll(20, TimeUnit.SECONDS);
      assertThat(finished.getId()).isEqualTo(begun.getId());
      assertThat(finished.getSequence()).isEqualTo(begun.getSequence());
      assertThat(finished.getStatus()).isEqualTo(Record.Status.SUCCEEDED);
      assertThatThrownBy(() -> healthy.beginDeployment(first, true))
          .hasMessageContaining("ATTEMPT_OUTDATED");
    }
  }

  @Test
  void aDeploymentThatWasFinishedBeforeItsRunnerWasKilledIsNotRepeated() throws Exception {
    assertThat(
            codeAfterLoss(
                (worker, attempt) ->
                    worker.finishRecord(attempt, worker.beginDeployment(attempt, true).getId())))
        .isEqualTo("RUNNER_LOST_MIDWAY");
  }

  @Test
  void aStepThatMustNotBeRepeatedIsNotMadeGoodByALaterOne() throws Exception {
    assertThat(
            codeAfterLoss(
                (worker, attempt) -> {
                  worker.beginDeployment(attempt, false);
                  worker.beginDeployment(attempt, true);
                }))
        .isEqualTo("RUNNER_LOST_MIDWAY");
  }

  @Test
  void aStepThatMayBeRepeatedIsOverruledByALaterOne() throws Exception {
    assertThat(
            codeAfterLoss(
                (worker, attempt) -> {
                  worker.beginDeployment(attempt, true);
                  worker.beginDeployment(attempt, false);
                }))
        .isEqualTo("RUNNER_LOST_MIDWAY");
  }

  /** How a deployment ends whose runner does this and is killed then. */
  private String codeAfterLoss(BiConsumer<TestingWorker, AttemptRef> steps) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          steps.accept(worker, attempt);
          done.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker doomed = TestingWorker.start(gateway, "doomed", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    doomed.kill();
    return TestingJobs.follow(gateway, id, 0).job().getError().getCode();
  }

  @Test
  void aResultIsDeliveredOnceAndOutputIsAppendedOnce() {
    TestingWorker.Execution twice =
        (worker, attempt, _) -> {
          assertThat(worker.print(attempt, 0, "a", "b")).isEqualTo(2);
          assertThat(worker.print(attempt, 0, "a", "b", "c")).isEqualTo(3);
          assertThat(worker.print(attempt, 7, "lost")).isEqualTo(3);
          assertThat(worker.succeed(attempt, 3)).isTrue();
          assertThat(worker.succeed(attempt, 3)).isTrue();
          boolean failed =
              worker
                  .agent()
                  .deliverResult(
                      DeliverResultRequest.newBuilder()
                          .setAttempt(attempt)
                          .setFailure(Failure.newBuilder().setCode("OPERATION_FAILED"))
                          .build())
                  .getAccepted();
          return failed ? "SUCCESS" : "INTERNAL_ERROR";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), twice)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.lines()).containsExactly("a", "b", "c");
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.job().hasError()).isFalse();
    }
  }

  @Test
  void theLastOutputComesWithTheResultAndIsStoredOnce() {
    TestingWorker.Execution together =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "a", "b");
          DeliverResultRequest.Builder delivery =
              DeliverResultRequest.newBuilder()
                  .setAttempt(attempt)
                  .setOutputLength(3)
                  .setSuccess(OperationResult.getDefaultInstance())
                  .setLastOutputOffset(1)
                  .addLastOutput(line("b"))
                  .addLastOutput(line("c"));
          DeliverResultRequest outdated =
              delivery.clone().setAttempt(attempt.toBuilder().setAttempt(7)).build();
          assertThat(worker.agent().deliverResult(outdated).getAccepted()).isFalse();
          assertThat(worker.agent().deliverResult(delivery.build()).getAccepted()).isTrue();
          assertThat(worker.agent().deliverResult(delivery.build()).getAccepted()).isTrue();
          return "SUCCESS";
        };
    try (TestingWorker _ = TestingWorker.start(gateway, "static-1", Map.of(), together)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.lines()).containsExactly("a", "b", "c");
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
    }
  }

  private static OutputEvent line(String text) {
    return OutputEvent.newBuilder().setLine(OutputEvent.Line.newBuilder().setText(text)).build();
  }

  @Test
  @Tag("behaviour-5")
  void asManyJobsRunAtOnceAsARunnerHasSlotsAndTheNextOneWaits() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    TestingWorker.Execution onceAllowed =
        (worker, attempt, _) -> {
          go.await();
          worker.succeed(attempt, 0);
          return "SUCCESS";
        };
    try (TestingWorker worker = TestingWorker.start(gateway, "r1", 2, onceAllowed)) {
      java.util.List<String> ids =
          java.util.stream.Stream.generate(
                  () -> TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP)))
              .limit(3)
              .toList();
      java.util.Set<String> begun =
          java.util.Set.of(worker.awaitBegun().getJobId(), worker.awaitBegun().getJobId());
      for (String id : ids) {
        assertThat(TestingJobs.get(gateway, id).getState())
            .isEqualTo(begun.contains(id) ? JobState.RUNNING : JobState.QUEUED);
      }
      go.countDown();
      for (String id : ids) {
        assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.SUCCESS);
      }
    }
  }

  @Test
  void aQueuedJobIsCancelledAtOnceAndStaysCancelled() {
    String id;
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
      id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      assertThat(TestingJobs.get(gateway, id).getWaitingReason())
          .contains("any runner", "static-1 is draining");
      CancelJobRequest cancel = CancelJobRequest.newBuilder().setJobId(id).build();
      Job cancelled = gateway.jobs().cancelJob(cancel).getJob();
      assertThat(cancelled.getState()).isEqualTo(JobState.ERROR);
      assertThat(cancelled.getError().getCode()).isEqualTo("JOB_CANCELLED");
      assertThat(cancelled.hasCompleteTime()).isTrue();
      assertThat(gateway.jobs().cancelJob(cancel).getJob()).isEqualTo(cancelled);
    }
  }

  @Test
  void aJobThatNobodyTakesInTimeEnds() {
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
      String id =
          TestingJobs.queue(
              gateway,
              TestingJobs.spec(Operation.NOOP)
                  .setExpiresIn(com.google.protobuf.Duration.newBuilder().setSeconds(1)));
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getError().getCode()).isEqualTo("QUEUE_TIMEOUT");
      assertThat(job.hasExpireTime()).isTrue();
    }
  }

  @Test
  void aRepeatedRequestAnswersTheSameJob() {
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      String first =
          TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP).setRequestId("r1"));
      assertThat(TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP).setRequestId("r1")))
          .isEqualTo(first);
    }
  }

  @Test
  @Tag("behaviour-72")
  void aJobThatNobodyCanEverTakeIsRefusedWithTheNearMisses() {
    assertThatThrownBy(() -> TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD)))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("no runner is registered");
    Map<String, String> labels = Map.of("env", "dev", "org", "acme");
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", labels, TestingWorker.SUCCEED)) {
      assertThatThrownBy(
              () ->
                  TestingJobs.queue(
                      gateway,
                      TestingJobs.spec(Operation.BUILD)
                          .setTargetRunner(TestingJobs.labels(Map.of("env", "prod", "zone", "a")))))
          .hasMessageContaining("labels env=prod, zone=a")
          .hasMessageContaining("runner static-1 has env=dev and lacks zone=a");
    }
  }

  @Test
  void aRunnerSeesTheTokensOfNoOtherRunnersJob() {
    try (TestingWorker _ = TestingWorker.start(gateway, "one", Map.of(), TestingWorker.SUCCEED);
        TestingWorker other =
            TestingWorker.start(gateway, "two", Map.of(), TestingWorker.SUCCEED)) {
      String id =
          TestingJobs.queue(
              gateway, TestingJobs.spec(Operation.NOOP).setTargetRunner(TestingJobs.id("one")));
      AttemptRef attempt = AttemptRef.newBuilder().setJobId(id).setAttempt(1).build();
      assertThatThrownBy(() -> other.assignment(attempt))
          .hasMessageContaining("PERMISSION_DENIED")
          .hasMessageContaining("not for runner two");
    }
  }
}
