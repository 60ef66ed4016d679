package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse.Verdict;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.ReportProgressRequest;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may write to an attempt and when, and what its runner is told. */
@Timeout(120)
class RunnerAttemptTest {
  private static final String UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

  @TempDir Path directory;
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
  }

  @AfterEach
  void stop() {
    go.countDown();
    gateway.close();
  }

  @Test
  @Tag("behaviour-115")
  void aRunnerThatSpeaksBeforeItHasFetchedItsJobIsRefused() {
    try (TestingWorker worker = worker("r1")) {
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("r1").build());
      AttemptRef attempt = attempt(TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP)));

      assertThatThrownBy(() -> worker.print(attempt, 0, "early"))
          .hasMessageContaining("FAILED_PRECONDITION");
      assertThatThrownBy(
              () ->
                  worker
                      .agent()
                      .reportProgress(
                          ReportProgressRequest.newBuilder().setAttempt(attempt).build()))
          .hasMessageContaining("FAILED_PRECONDITION");
      assertThat(worker.succeed(attempt, 0)).isFalse();

      Job untouched = TestingJobs.get(gateway, attempt.getJobId());
      assertThat(untouched.getState()).isEqualTo(JobState.QUEUED);
      assertThat(worker.assignment(attempt).getVerdict()).isEqualTo(Verdict.RUN);
      assertThat(worker.print(attempt, 0, "in time")).isEqualTo(1);
    }
  }

  @Test
  @Tag("behaviour-115")
  void aRunnerThatNamesNoJobIsRefused() {
    try (TestingWorker worker = worker("r1")) {
      assertThatThrownBy(() -> worker.print(AttemptRef.getDefaultInstance(), 0, "whose?"))
          .hasMessageContaining("INVALID_ARGUMENT")
          .hasMessageContaining("names no job");
    }
  }

  @Test
  @Tag("behaviour-118")
  void theRunnerOfAnAttemptGoesOnWhereItWasAndAnotherMayNot() throws Exception {
    try (TestingWorker worker = worker("r1")) {
      TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      AttemptRef attempt = worker.awaitBegun();
      worker.print(attempt, 0, "one", "two");

      try (TestingWorker other = worker("r2")) {
        assertThatThrownBy(() -> other.assignment(attempt))
            .hasMessageContaining("FAILED_PRECONDITION")
            .hasMessageContaining("the attempt is not r2's");
        assertThatThrownBy(() -> other.print(attempt, 2, "mine"))
            .hasMessageContaining("FAILED_PRECONDITION")
            .hasMessageContaining("the attempt is not r2's");
        assertThat(other.succeed(attempt, 0)).isFalse();
      }
      GetJobAssignmentResponse again = worker.assignment(attempt);
      assertThat(again.getVerdict()).isEqualTo(Verdict.RUN);
      assertThat(again.getNextOutputOffset()).isEqualTo(2);
      assertThat(worker.print(attempt, 1, "two", "three")).isEqualTo(3);
      go.countDown();

      TestingJobs.Followed followed = TestingJobs.follow(gateway, attempt.getJobId(), 0);
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.job().getAssignedRunner()).isEqualTo("r1");
      assertThat(followed.lines()).containsExactly("one", "two", "three");
    }
  }

  @Test
  @Tag("behaviour-118")
  void nobodyResumesAJobThatIsNotKnownOrAnAttemptThatIsNotTheCurrentOne() throws Exception {
    try (TestingWorker worker = worker("r1")) {
      assertThatThrownBy(() -> worker.assignment(attempt(UNKNOWN)))
          .hasMessageContaining("NOT_FOUND")
          .hasMessageContaining(UNKNOWN);
      assertThatThrownBy(() -> worker.print(attempt(UNKNOWN), 0, "hello"))
          .hasMessageContaining("NOT_FOUND");

      TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      AttemptRef next = worker.awaitBegun().toBuilder().setAttempt(2).build();
      assertThat(worker.assignment(next).getVerdict()).isEqualTo(Verdict.OUTDATED);
      assertThatThrownBy(() -> worker.print(next, 0, "hello"))
          .hasMessageContaining("ATTEMPT_OUTDATED");
    }
  }

  @Test
  @Tag("behaviour-117")
  void aRunnerThatIsToldOfAGracefulCancelMayStillWriteAndDeliver() throws Exception {
    try (TestingWorker worker = worker("r1")) {
      TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      AttemptRef attempt = worker.awaitBegun();

      cancel(attempt, false);

      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.assignment(attempt).getVerdict()).isEqualTo(Verdict.CANCELLED);
      assertThat(worker.print(attempt, 0, "unwinding")).isEqualTo(1);
      go.countDown();
      TestingJobs.Followed followed = TestingJobs.follow(gateway, attempt.getJobId(), 0);
      assertThat(followed.job().getState()).isEqualTo(JobState.SUCCESS);
      assertThat(followed.lines()).containsExactly("unwinding");
    }
  }

  @Test
  @Tag("behaviour-117")
  void aRunnerThatIsToldOfAForcedCancelHasNothingMoreToSay() throws Exception {
    try (TestingWorker worker = worker("r1")) {
      TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
      AttemptRef attempt = worker.awaitBegun();

      cancel(attempt, true);

      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      Waiting.until(() -> TestingJobs.get(gateway, attempt.getJobId()).hasCompleteTime());
      GetJobAssignmentResponse verdict = worker.assignment(attempt);
      assertThat(verdict.getVerdict()).isEqualTo(Verdict.ALREADY_DELIVERED);
      assertThat(verdict.getDeliveredError().getCode()).isEqualTo("JOB_ABANDONED");
      assertThatThrownBy(() -> worker.print(attempt, 0, "unwinding"))
          .hasMessageContaining("ATTEMPT_OUTDATED");
      assertThat(worker.succeed(attempt, 0)).isFalse();
    }
  }

  /** Runs a job, heard all the while, until it is let go or told to end; then succeeds. */
  private String untilToldOrLetGo(
      TestingWorker worker, AttemptRef attempt, GetJobAssignmentResponse assignment)
      throws InterruptedException {
    try {
      while (!go.await(50, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (ActivityCompletionException e) {
      told.countDown();
      go.await();
    }
    worker.succeed(attempt, 0);
    return "SUCCESS";
  }

  private TestingWorker worker(String id) {
    return TestingWorker.start(gateway, id, Map.of(), this::untilToldOrLetGo);
  }

  private void cancel(AttemptRef attempt, boolean force) {
    gateway
        .jobs()
        .cancelJob(
            CancelJobRequest.newBuilder().setJobId(attempt.getJobId()).setForce(force).build());
  }

  private static AttemptRef attempt(String job) {
    return AttemptRef.newBuilder().setJobId(job).setAttempt(1).build();
  }
}
