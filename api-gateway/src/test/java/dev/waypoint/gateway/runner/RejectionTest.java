package dev.waypoint.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.job.TestingJobs;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionTest {
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
  @Tag("behaviour-28")
  @Tag("behaviour-31")
  void aRejectedRunnerFinishesWhatItHasAndGetsNothingMore() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    TestingWorker.Execution onceAllowed =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "begun");
          go.await();
          worker.print(attempt, 1, "ended");
          worker.succeed(attempt, 2);
          return "SUCCESS";
        };
    try (TestingWorker worker = TestingWorker.start(gateway, "r1", Map.of(), onceAllowed)) {
      String running = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      worker.awaitBegun();
      gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
      assertThat(worker.connection().nextDirective().getRefused().getCode()).isEqualTo("REJECTED");

      try (TestingWorker other =
          TestingWorker.start(gateway, "r2", Map.of(), TestingWorker.SUCCEED)) {
        String later = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
        assertThat(TestingJobs.follow(gateway, later, 0).job().getAssignedRunner()).isEqualTo("r2");
        go.countDown();
        TestingJobs.Followed followed = TestingJobs.follow(gateway, running, 0);
        assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
        assertThat(followed.job().getAttempt()).isEqualTo(1);
        assertThat(followed.job().getAssignedRunner()).isEqualTo("r1");
        assertThat(followed.lines()).containsExactly("begun", "ended");
        assertThat(other.id()).isEqualTo("r2");
      }
    }
  }

  @Test
  @Tag("behaviour-46")
  void aForgottenRunnerLosesWhatItHas() throws Exception {
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "begun");
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    try (TestingWorker worker = TestingWorker.start(gateway, "r1", Map.of(), hang)) {
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      AttemptRef attempt = worker.awaitBegun();
      gateway.runners().forgetRunner(ForgetRunnerRequest.newBuilder().setId("r1").build());
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getState()).isEqualTo(JobState.ERROR);
      assertThat(job.getError().getCode()).isEqualTo("RUNNER_LOST_MIDWAY");
      assertThatThrownBy(() -> worker.succeed(attempt, 0)).hasMessageContaining("revoked");
    }
  }

  @Test
  @Tag("behaviour-24")
  @Tag("behaviour-42")
  void aRunnerThatIsNotAdmittedGetsNothingByItsTokenAlone() {
    String token = token("r1");
    AttemptRef attempt;
    try (TestingRunner runner =
        TestingRunner.connect(gateway.as(token), "r1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      attempt = AttemptRef.newBuilder().setJobId(id).setAttempt(1).build();
      gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
      assignmentIsRefused(token, attempt, "was rejected by tester");
    }
    try (TestingRunner pending =
        TestingRunner.connect(withCookie(), "r3", RunnerKind.STATIC, Map.of())) {
      assertThat(pending.nextDirective().hasWaiting()).isTrue();
      assignmentIsRefused(token("r3"), attempt, "waits for adoption");
      assignmentIsRefused(token("r4"), attempt, "not registered");
      Job job =
          gateway
              .jobs()
              .getJob(GetJobRequest.newBuilder().setJobId(attempt.getJobId()).build())
              .getJob();
      assertThat(job.getState()).isEqualTo(JobState.QUEUED);
    }
  }

  @Test
  @Tag("behaviour-41")
  void aRunnerCannotAskForTheJobsOfAnother() {
    try (TestingRunner one =
            TestingRunner.connect(gateway.as(token("r1")), "r1", RunnerKind.STATIC, Map.of());
        TestingRunner other =
            TestingRunner.connect(gateway.as(token("r2")), "r2", RunnerKind.STATIC, Map.of())) {
      one.work();
      other.work();
      String id =
          TestingJobs.queue(
              gateway,
              TestingJobs.spec(Operation.DEPLOY)
                  .setTargetRunner(dev.waypoint.protocol.v1.TargetRunner.newBuilder().setId("r1")));
      assignmentIsRefused(
          token("r2"),
          AttemptRef.newBuilder().setJobId(id).setAttempt(1).build(),
          "is not for runner r2");
      try (TestingRunner impostor =
          TestingRunner.connect(gateway.as(token("r2")), "r1", RunnerKind.STATIC, Map.of())) {
        assertThat(impostor.failure())
            .hasMessageContaining("PERMISSION_DENIED")
            .hasMessageContaining("for runner r2, not for runner r1");
      }
    }
  }

  @Test
  @Tag("behaviour-29")
  void aPendingRunnerThatIsRejectedLearnsIt() {
    try (TestingRunner pending =
        TestingRunner.connect(withCookie(), "r1", RunnerKind.STATIC, Map.of())) {
      assertThat(pending.nextDirective().hasWaiting()).isTrue();
      gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
      assertThat(pending.nextDirective().getRefused().getCode()).isEqualTo("REJECTED");
      gateway.runners().adoptRunner(AdoptRunnerRequest.newBuilder().setId("r1").build());
    }
  }

  private void assignmentIsRefused(String token, AttemptRef attempt, String why) {
    assertThatThrownBy(
            () ->
                gateway
                    .agent(token)
                    .getJobAssignment(
                        GetJobAssignmentRequest.newBuilder().setAttempt(attempt).build()))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining(why);
  }

  private Channel withCookie() {
    return gateway.with(Optional.empty(), Optional.of(gateway.server().cookie()));
  }

  private String token(String runner) {
    return gateway
        .tokens()
        .createRunnerToken(CreateRunnerTokenRequest.newBuilder().setRunnerId(runner).build())
        .getToken();
  }
}
