package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.QueueJobResponse;
import dev.waypoint.protocol.v1.QueueJobsRequest;
import dev.waypoint.protocol.v1.RetryJobRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies, batches, singletons and retries. */
class JobOrderTest {
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
  @Tag("behaviour-86")
  void aJobBeginsWhenTheOneThatItDependsOnHasSucceeded() throws Exception {
    String first = queue(noop());
    assertThat(held.awaitBegun()).isEqualTo(first);
    String second = queue(noop().addDependsOn(first).addDependsOn(first));
    Job waiting = TestingJobs.get(gateway, second);
    assertThat(waiting.getDependsOnList()).containsExactly(first);
    assertThat(waiting.getWaitsForJob()).isEqualTo(first);
    assertThat(waiting.getWaitingReason()).contains("depends on job " + first);
    assertThat(held.anyBegun()).isFalse();
    held.succeed(first);
    assertThat(held.awaitBegun()).isEqualTo(second);
    held.succeed(second);
    assertThat(follow(second).getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  @Tag("behaviour-86")
  void aFailureFailsThoseThatDependOnItAndTheirDependentsToo() throws Exception {
    String first = queue(noop());
    assertThat(held.awaitBegun()).isEqualTo(first);
    String second = queue(noop().addDependsOn(first));
    String third = queue(noop().addDependsOn(second));
    held.fail(first, "the disk is full");
    for (String id : List.of(second, third)) {
      Job job = follow(id);
      assertThat(job.getState()).isEqualTo(JobState.ERROR);
      assertThat(job.getError().getCode()).isEqualTo("DEPENDENCY_FAILED");
      assertThat(job.getError().getMessage()).contains(first, "the disk is full");
      assertThat(job.hasCompleteTime()).isTrue();
    }
    assertThat(held.anyBegun()).isFalse();
    assertThat(follow(queue(noop().addDependsOn(first))).getError().getMessage())
        .contains("the disk is full");
  }

  @Test
  @Tag("behaviour-87")
  void aFailureThatIsAllowedLetsTheNextOneBegin() throws Exception {
    String first = queue(noop());
    assertThat(held.awaitBegun()).isEqualTo(first);
    String second = queue(noop().addDependsOn(first).addDependsOnAllowFailure(first));
    assertThat(TestingJobs.get(gateway, second).getDependsOnAllowFailureList())
        .containsExactly(first);
    held.fail(first, "no matter");
    assertThat(held.awaitBegun()).isEqualTo(second);
    held.succeed(second);
    assertThat(follow(second).getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  void dependenciesHaveToMakeSense() {
    assertThatThrownBy(() -> queue(noop().addDependsOn("01ARZ3NDEKTSV4RRFFQ69G5FAV")))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> queue(noop().addDependsOn("")))
        .hasMessageContaining("FAILED_PRECONDITION");
    assertThatThrownBy(() -> queue(noop().addDependsOnAllowFailure("x")))
        .hasMessageContaining("FAILED_PRECONDITION");
    assertThat(gateway.jobs().listJobs(ListJobsRequest.getDefaultInstance()).getJobsList())
        .isEmpty();
  }

  @Test
  @Tag("behaviour-90")
  void aBatchMayBeInAnyOrderAndRunsInTheRightOne() throws Exception {
    List<String> ids =
        batch(
            job("last", noop().addDependsOn("middle")),
            job("middle", noop().addDependsOn("first")),
            job("first", noop()));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(2));
    held.succeed(ids.get(2));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(1));
    held.succeed(ids.get(1));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(0));
    held.succeed(ids.get(0));
    assertThat(follow(ids.get(0)).getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  @Tag("behaviour-90")
  void exclusiveOperationsOfABatchTakeTheirLockWhenTheirTurnComes() throws Exception {
    List<String> ids =
        batch(
            job("release", TestingJobs.spec(Operation.RELEASE).addDependsOn("deploy")),
            job("build", TestingJobs.spec(Operation.BUILD)),
            job("deploy", TestingJobs.spec(Operation.DEPLOY).addDependsOn("build")));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(1));
    String other = queue(TestingJobs.spec(Operation.DEPLOY));
    held.succeed(ids.get(1));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(2));
    held.succeed(ids.get(2));
    assertThat(held.awaitBegun()).isEqualTo(ids.get(0));
    held.succeed(ids.get(0));
    assertThat(held.awaitBegun()).isEqualTo(other);
    held.succeed(other);
    follow(other);
  }

  @Test
  @Tag("behaviour-89")
  void aCircleIsRefusedAndNothingIsQueued() {
    assertThatThrownBy(
            () ->
                batch(
                    job("free", noop()),
                    job("a", noop().addDependsOn("b")),
                    job("b", noop().addDependsOn("a"))))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("circle");
    assertThat(gateway.jobs().listJobs(ListJobsRequest.getDefaultInstance()).getJobsList())
        .isEmpty();
    assertThat(held.anyBegun()).isFalse();
  }

  @Test
  @Tag("behaviour-85")
  void aSingletonThatRunsOrHasEndedStaysBesideTheNewOne() throws Exception {
    String running = queue(noop().setSingletonId("poll/shop"));
    assertThat(held.awaitBegun()).isEqualTo(running);
    String second = queue(noop().setSingletonId("poll/shop"));
    assertThat(held.awaitBegun()).isEqualTo(second);
    held.succeed(running);
    held.succeed(second);
    assertThat(follow(running).getState()).isEqualTo(JobState.SUCCESS);
    assertThat(follow(second).getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  @Tag("behaviour-85")
  void aSingletonThatIsQueuedIsReplacedAndItsTurnInherited() throws Exception {
    drain(true);
    String old = queue(noop().setSingletonId("Poll/shop"));
    String dependent = queue(noop().addDependsOn(old));
    String fresh = queue(noop().setSingletonId("poll/SHOP"));
    Job replaced = TestingJobs.get(gateway, old);
    assertThat(replaced.getState()).isEqualTo(JobState.ERROR);
    assertThat(replaced.getError().getCode()).isEqualTo("JOB_REPLACED");
    assertThat(replaced.getError().getMessage()).contains(fresh);
    assertThat(replaced.hasCompleteTime()).isTrue();
    assertThat(TestingJobs.get(gateway, fresh).getQueueTime()).isEqualTo(replaced.getQueueTime());
    assertThat(TestingJobs.get(gateway, dependent).getError().getMessage()).contains(fresh);
    drain(false);
    assertThat(held.awaitBegun()).isEqualTo(fresh);
    held.succeed(fresh);
    assertThat(follow(fresh).getState()).isEqualTo(JobState.SUCCESS);
    assertThat(held.anyBegun()).isFalse();
  }

  @Test
  void aRetryIsANewJobWithTheSameSpecification() throws Exception {
    String failed = queue(noop().putLabels("why", "because").setPriority(2));
    assertThat(held.awaitBegun()).isEqualTo(failed);
    assertThatThrownBy(() -> retry(failed)).hasMessageContaining("has not ended");
    held.fail(failed, "no");
    follow(failed);
    String again = retry(failed);
    assertThat(held.awaitBegun()).isEqualTo(again).isNotEqualTo(failed);
    Job job = TestingJobs.get(gateway, again);
    assertThat(job.getRetryOf()).isEqualTo(failed);
    assertThat(job.getOperation()).isEqualTo(Operation.NOOP);
    assertThat(job.getPriority()).isEqualTo(2);
    held.succeed(again);
    assertThat(follow(again).getState()).isEqualTo(JobState.SUCCESS);
    assertThat(TestingJobs.get(gateway, failed).getState()).isEqualTo(JobState.ERROR);
  }

  private String retry(String id) {
    return gateway.jobs().retryJob(RetryJobRequest.newBuilder().setJobId(id).build()).getJobId();
  }

  private void drain(boolean on) {
    gateway
        .runners()
        .drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").setUndo(!on).build());
  }

  private List<String> batch(QueueJobsRequest.BatchJob... jobs) {
    return gateway
        .jobs()
        .queueJobs(QueueJobsRequest.newBuilder().addAllJobs(List.of(jobs)).build())
        .getJobsList()
        .stream()
        .map(QueueJobResponse::getJobId)
        .toList();
  }

  private static QueueJobsRequest.BatchJob job(String name, JobSpec.Builder spec) {
    return QueueJobsRequest.BatchJob.newBuilder().setName(name).setSpec(spec).build();
  }

  private static JobSpec.Builder noop() {
    return TestingJobs.spec(Operation.NOOP);
  }

  private String queue(JobSpec.Builder spec) {
    return TestingJobs.queue(gateway, spec);
  }

  private Job follow(String id) {
    return TestingJobs.follow(gateway, id, 0).job();
  }
}
