package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes back gives the runner of a job that must not be repeated some time. */
@Timeout(180)
class LostWithTheServerTest {
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
  void aDeploymentInAStepThatMayBeRepeatedGoesOnAfterARestartThatLosesItsWorkflow()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.beginDeployment(attempt, true);
          begun.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker first = TestingWorker.start(gateway, "static-1", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    begun.await();
    first.kill();
    gateway.close();
    gateway = TestingGateway.start(directory);
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-2", Map.of(), TestingWorker.SUCCEED)) {
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      assertThat(job.getAttempt()).isEqualTo(2);
    }
  }

  @Test
  void aCancelledBuildThatLostItsRunnerAndItsWorkflowEndsThoughNoRunnerIsThere() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (_, _, _) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker first = TestingWorker.start(gateway, "static-1", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
    begun.await();
    gateway.jobs().cancelJob(CancelJobRequest.newBuilder().setJobId(id).build());
    first.kill();
    gateway.close();
    gateway = TestingGateway.start(directory);

    Job job = TestingJobs.follow(gateway, id, 0).job();
    assertThat(job.getState()).isEqualTo(JobState.ERROR);
    assertThat(job.getError().getCode()).isEqualTo("JOB_CANCELLED");
  }

  @Test
  @Tag("behaviour-94")
  void aDeploymentThatRanWhenTheServerWentDownAndWhoseRunnerIsSilentEnds() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    TestingWorker.Execution hang =
        (worker, attempt, _) -> {
          worker.print(attempt, 0, "before the restart");
          printed.countDown();
          new CountDownLatch(1).await();
          return "SUCCESS";
        };
    TestingWorker first = TestingWorker.start(gateway, "static-1", Map.of(), hang);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    printed.await();
    assertThat(TestingJobs.get(gateway, id).getState()).isEqualTo(JobState.RUNNING);
    first.kill();
    gateway.close();
    gateway = TestingGateway.start(directory);
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-2", Map.of(), TestingWorker.SUCCEED)) {
      TestingJobs.Followed followed = TestingJobs.follow(gateway, id, 0);
      assertThat(followed.job().getState()).isEqualTo(JobState.ERROR);
      assertThat(followed.job().getError().getCode()).isEqualTo("RUNNER_LOST_MIDWAY");
      assertThat(followed.job().getAssignedRunner()).isEqualTo("static-1");
      assertThat(followed.job().hasCompleteTime()).isTrue();
      assertThat(followed.lines()).first().isEqualTo("before the restart");
    }
  }

  @Test
  void aJobBehindManyOthersIsSubmittedAgainAtOnceToo() {
    try (TestingWorker _ = drained("static-1");
        TestingWorker _ = drained("static-2")) {
      for (int i = 0; i < JobRepair.AT_ONCE; i++) {
        queueFor("static-1", "web");
      }
      String last = queueFor("static-2", "other");
      gateway.close();
      gateway = TestingGateway.start(directory);
      try (TestingWorker _ =
          TestingWorker.start(gateway, "static-2", Map.of(), TestingWorker.SUCCEED)) {
        drain("static-2", false);
        Job job = TestingJobs.follow(gateway, last, 0).job();
        assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      }
    }
  }

  private String queueFor(String runner, String application) {
    JobSpec.Builder spec =
        TestingJobs.spec(Operation.DEPLOY).setTargetRunner(TestingJobs.id(runner));
    spec.getApplicationBuilder().setApplication(application);
    return TestingJobs.queue(gateway, spec);
  }

  private TestingWorker drained(String id) {
    TestingWorker worker = TestingWorker.start(gateway, id, Map.of(), TestingWorker.SUCCEED);
    drain(id, true);
    return worker;
  }

  private void drain(String id, boolean drained) {
    gateway
        .runners()
        .drainRunner(DrainRunnerRequest.newBuilder().setId(id).setUndo(!drained).build());
  }
}
