package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobEvent;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.Role;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What followers of a job see, and what a cancel does. */
class JobStreamTest {
  private static final String UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

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
  @Tag("behaviour-106")
  @Tag("behaviour-107")
  void everyChangeOfStateIsToldOnceBetweenTheOpeningAndTheEnd() throws Exception {
    String before = begin(Operation.DEPLOY);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.DEPLOY));
    Iterator<JobEvent> events =
        gateway.jobs().getJobStream(GetJobStreamRequest.newBuilder().setJobId(id).build());
    assertThat(events.next().getOpen().getJob().getState()).isEqualTo(JobState.QUEUED);
    assertThat(change(events)).isEqualTo(List.of(JobState.JOB_STATE_UNSPECIFIED, JobState.QUEUED));
    held.succeed(before);
    assertThat(held.awaitBegun()).isEqualTo(id);
    assertThat(change(events)).isEqualTo(List.of(JobState.QUEUED, JobState.RUNNING));
    held.succeed(id);
    assertThat(change(events)).isEqualTo(List.of(JobState.RUNNING, JobState.SUCCESS));
    assertThat(events.next().getComplete().getJob().getState()).isEqualTo(JobState.SUCCESS);
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  @Tag("behaviour-109")
  void aStreamOfAnEndedJobHasItsOutputAndItsEnd() {
    worker.close();
    worker = TestingWorker.start(gateway, "static-2", Map.of(), TestingWorker.SUCCEED);
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
    TestingJobs.follow(gateway, id, 0);
    TestingJobs.Followed late = TestingJobs.follow(gateway, id, 0);
    assertThat(late.lines()).containsExactly("first", "second");
    assertThat(late.events().getFirst().hasOpen()).isTrue();
    assertThat(late.events().getLast().hasComplete()).isTrue();
  }

  @Test
  @Tag("behaviour-110")
  void anUnknownJobHasNoStream() {
    assertThatThrownBy(() -> TestingJobs.follow(gateway, UNKNOWN, 0))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining(UNKNOWN);
  }

  @Test
  void anOpenStreamEndsWithTheReasonOnceItsTokenIsRevoked() throws Exception {
    CreateTokenResponse token = token("ann");
    Iterator<JobEvent> events = stream(token, begin(Operation.DEPLOY));
    assertThat(events.next().hasOpen()).isTrue();
    gateway
        .tokens()
        .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(token.getTokenId()).build());
    assertThatThrownBy(() -> events.forEachRemaining(event -> {}))
        .hasMessageContaining("UNAUTHENTICATED")
        .hasMessageContaining(token.getTokenId())
        .hasMessageContaining("was revoked at");
  }

  @Test
  void anOpenStreamEndsOnceItsUserIsLimitedToOtherProjects() throws Exception {
    CreateTokenResponse token = token("ann");
    Iterator<JobEvent> events = stream(token, begin(Operation.DEPLOY));
    assertThat(events.next().hasOpen()).isTrue();
    AccessServiceGrpc.newBlockingStub(gateway.asUser())
        .modifyUser(ModifyUserRequest.newBuilder().setName("ann").addProjects("web").build());
    assertThatThrownBy(() -> events.forEachRemaining(event -> {}))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining("limited to project web");
  }

  private CreateTokenResponse token(String user) {
    return gateway
        .tokens()
        .createUserToken(
            CreateUserTokenRequest.newBuilder().setUser(user).setRole(Role.DEPLOYER).build());
  }

  private Iterator<JobEvent> stream(CreateTokenResponse token, String id) {
    return JobServiceGrpc.newBlockingStub(gateway.as(token.getToken()))
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .getJobStream(GetJobStreamRequest.newBuilder().setJobId(id).build());
  }

  @Test
  @Tag("behaviour-97")
  void aGracefulCancelIsNotedAndLeavesTheStateToTheRunner() throws Exception {
    String id = begin(Operation.DEPLOY);
    Job cancelling = cancel(id, false);
    assertThat(cancelling.getState()).isEqualTo(JobState.RUNNING);
    assertThat(cancelling.hasCancelTime()).isTrue();
    held.succeed(id);
    assertThat(TestingJobs.follow(gateway, id, 0).job().getState()).isEqualTo(JobState.SUCCESS);
  }

  @Test
  @Tag("behaviour-97")
  @Tag("behaviour-98")
  void aForcedCancelEndsTheJobAndAnEndedJobStaysAsItIs() throws Exception {
    String id = begin(Operation.DEPLOY);
    cancel(id, true);
    Job ended = TestingJobs.follow(gateway, id, 0).job();
    assertThat(ended.getState()).isEqualTo(JobState.ERROR);
    assertThat(ended.getError().getCode()).isEqualTo("JOB_ABANDONED");
    assertThat(cancel(id, true)).isEqualTo(ended);
    assertThat(cancel(id, false)).isEqualTo(ended);
    assertThatThrownBy(() -> cancel(UNKNOWN, false)).hasMessageContaining("NOT_FOUND");
  }

  @Test
  @Tag("behaviour-95")
  void aResultForAJobThatDoesNotRunIsRefused() {
    gateway
        .runners()
        .drainRunner(
            dev.waypoint.protocol.v1.DrainRunnerRequest.newBuilder().setId("static-1").build());
    String id = TestingJobs.queue(gateway, TestingJobs.spec(Operation.NOOP));
    AttemptRef attempt = AttemptRef.newBuilder().setJobId(id).setAttempt(1).build();
    assertThat(worker.succeed(attempt, 0)).isFalse();
    assertThatThrownBy(() -> worker.print(attempt, 0, "early"))
        .hasMessageContaining("FAILED_PRECONDITION");
    assertThat(TestingJobs.get(gateway, id).getState()).isEqualTo(JobState.QUEUED);
  }

  private String begin(Operation operation) throws InterruptedException {
    String id = TestingJobs.queue(gateway, TestingJobs.spec(operation));
    assertThat(held.awaitBegun()).isEqualTo(id);
    return id;
  }

  private Job cancel(String id, boolean force) {
    return gateway
        .jobs()
        .cancelJob(CancelJobRequest.newBuilder().setJobId(id).setForce(force).build())
        .getJob();
  }

  /** The next change of state; other changes do not count. */
  private static List<JobState> change(Iterator<JobEvent> events) {
    while (true) {
      JobEvent event = events.next();
      assertThat(event.hasState()).as(event.toString()).isTrue();
      JobEvent.StateChange change = event.getState();
      if (change.getPrevious() != change.getJob().getState()) {
        return List.of(change.getPrevious(), change.getJob().getState());
      }
    }
  }
}
