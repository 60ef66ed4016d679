package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.DeliverResultRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetTaskAssignmentRequest;
import dev.waypoint.protocol.v1.GetTaskAssignmentResponse;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationResult;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.ReportTaskRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc.RunnerAgentServiceBlockingStub;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.SetProfileRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnDemandTest {
  @TempDir Path directory;
  private TestingGateway gateway;
  private TestingRunner launcher;
  private RunnerAgentServiceBlockingStub launcherAgent;
  private String jobId;
  private AttemptRef attempt;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    launcher = TestingRunner.connect(gateway.asUser(), "launcher", RunnerKind.STATIC, Map.of());
    launcherAgent = gateway.agent(launcher.work().getToken());
    gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder()
                        .setName("docker-dev")
                        .setPluginType("docker")
                        .setOciUrl("registry.test/odr:1")
                        .putEnvironment("EXTRA", "yes"))
                .build());
    jobId = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD).setProfile("docker-dev"));
    attempt = AttemptRef.newBuilder().setJobId(jobId).setAttempt(1).build();
  }

  @AfterEach
  void stop() {
    launcher.close();
    gateway.close();
  }

  @Test
  @Tag("behaviour-125")
  @Tag("behaviour-126")
  void theLauncherGetsAllThatTheContainerNeedsAndTheSameEachTime() {
    GetTaskAssignmentResponse task = task(launcherAgent);
    String lower = jobId.toLowerCase(Locale.ROOT);
    assertThat(task.getTaskName()).isEqualTo("waypoint-task-" + lower + "-1");
    assertThat(task.getImage()).isEqualTo("registry.test/odr:1");
    assertThat(task.getPluginType()).isEqualTo("docker");
    assertThat(task.getArgumentsList())
        .startsWith("runner", "agent", "-vv", "-id", "odr-" + lower + "-1", "-odr");
    assertThat(task.getEnvironmentMap())
        .containsEntry("WAYPOINT_SERVER_ADDR", "127.0.0.1:" + gateway.server().grpcPort())
        .containsEntry("WAYPOINT_SERVER_TLS", "false")
        .containsEntry("WAYPOINT_RUNNER_ID", "odr-" + lower + "-1")
        .containsEntry("EXTRA", "yes")
        .containsKey("WAYPOINT_SERVER_TOKEN");
    assertThat(task(launcherAgent)).isEqualTo(task);
  }

  @Test
  @Tag("behaviour-113")
  @Tag("behaviour-122")
  @Tag("behaviour-150")
  void theOnDemandRunnerTakesItsJobAndNoOther() {
    String token = task(launcherAgent).getEnvironmentOrThrow("WAYPOINT_SERVER_TOKEN");
    report("STARTED");
    assertThat(TestingJobs.get(gateway, jobId).getPhase()).isEqualTo("connecting");
    RunnerAgentServiceBlockingStub agent = gateway.agent(token);
    try (TestingRunner runner = connect(token)) {
      assertThat(runner.work().getToken()).isEmpty();
      String other = TestingJobs.queue(gateway, TestingJobs.spec(Operation.BUILD));
      assertThatThrownBy(
              () ->
                  agent.getJobAssignment(
                      GetJobAssignmentRequest.newBuilder()
                          .setAttempt(attempt.toBuilder().setJobId(other))
                          .build()))
          .hasMessageContaining("this token is for job " + jobId);
      GetJobAssignmentResponse assignment =
          agent.getJobAssignment(GetJobAssignmentRequest.newBuilder().setAttempt(attempt).build());
      assertThat(assignment.getVerdict()).isEqualTo(GetJobAssignmentResponse.Verdict.RUN);
      agent.deliverResult(
          DeliverResultRequest.newBuilder()
              .setAttempt(attempt)
              .setSuccess(OperationResult.getDefaultInstance())
              .build());
      Job job = TestingJobs.get(gateway, jobId);
      assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
      assertThat(job.getRunnerKind()).isEqualTo("on-demand");
      assertThat(job.getPluginType()).isEqualTo("docker");
      assertThat(job.getProfile()).isEqualTo("docker-dev");
    }
    try (TestingRunner late = connect(token)) {
      assertThat(late.nextDirective().getRefused().getCode()).isEqualTo("NO_JOB");
    }
  }

  @Test
  void whileItIsLaunchedTheJobSaysThroughWhatByWhomAndSinceWhen() {
    assertThat(TestingJobs.get(gateway, jobId).getPhase()).isEqualTo("queued");

    launcherAgent.getTaskAssignment(
        GetTaskAssignmentRequest.newBuilder()
            .setAttempt(attempt)
            .setPurpose(GetTaskAssignmentRequest.Purpose.START)
            .build());
    Job starting = TestingJobs.get(gateway, jobId);
    assertThat(starting.getPhase()).isEqualTo("starting");
    assertThat(starting.getWaitingReason())
        .matches(
            "an on-demand runner is being launched through the profile docker-dev on docker"
                + " by runner launcher, since \\d\\d:\\d\\d:\\d\\d UTC");

    report("START_FAILED", "no room for the container");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .endsWith(": the last try failed: no room for the container");

    report("WAITING", "Docker pulls the image odr:1");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .matches(".* by runner launcher, since [0-9:]* UTC: Docker pulls the image odr:1");

    report("START_FAILED", "no room for the container");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .endsWith(": the last try failed: no room for the container");

    report("WAITING", "");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason()).endsWith(" UTC");

    report("WAITING", "Docker pulls the image odr:1");
    report("STARTED", "");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .startsWith("the on-demand runner was launched through the profile docker-dev on docker")
        .contains("it has not connected yet")
        .doesNotContain("no room")
        .doesNotContain("pulls");

    report("WAITING", "no node has room");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .endsWith("it has not connected yet: no node has room");

    report("WAITING", "");
    assertThat(TestingJobs.get(gateway, jobId).getWaitingReason())
        .endsWith("it has not connected yet");
  }

  @Test
  @Tag("behaviour-133")
  @Tag("behaviour-11")
  void aRunnerThatComesForACancelledJobIsSentAway() {
    String token = task(launcherAgent).getEnvironmentOrThrow("WAYPOINT_SERVER_TOKEN");
    gateway.jobs().cancelJob(CancelJobRequest.newBuilder().setJobId(jobId).build());
    try (TestingRunner late = connect(token)) {
      assertThat(late.nextDirective().getRefused().getMessage()).contains(jobId);
    }
    GetTaskAssignmentResponse task = task(launcherAgent);
    assertThat(task.getCancelled()).isTrue();
    assertThat(task.getEnvironmentMap()).isEmpty();
    assertThat(task.getTaskName()).isNotEmpty();
  }

  @Test
  @Tag("behaviour-150")
  void aJobsTokenLetsNoOtherRunnerInAndLaunchesNothing() {
    String token = task(launcherAgent).getEnvironmentOrThrow("WAYPOINT_SERVER_TOKEN");
    try (TestingRunner thief =
        TestingRunner.connect(gateway.as(token), "thief", RunnerKind.ON_DEMAND, Map.of())) {
      assertThat(thief.failure()).hasMessageContaining("not for runner thief");
    }
    assertThatThrownBy(() -> task(gateway.agent(token))).hasMessageContaining("not registered");
    try (TestingRunner own = connect(token)) {
      own.work();
      assertThatThrownBy(() -> task(gateway.agent(token)))
          .hasMessageContaining("does not launch for job");
    }
    try (TestingRunner static2 =
        TestingRunner.connect(gateway.as(token), runnerId(), RunnerKind.STATIC, Map.of())) {
      assertThat(static2.failure()).hasMessageContaining("does not let a static runner in");
    }
  }

  private GetTaskAssignmentResponse task(RunnerAgentServiceBlockingStub agent) {
    return agent.getTaskAssignment(
        GetTaskAssignmentRequest.newBuilder().setAttempt(attempt).build());
  }

  private void report(String state) {
    report(state, "");
  }

  private void report(String state, String reason) {
    launcherAgent.reportTask(
        ReportTaskRequest.newBuilder()
            .setAttempt(attempt)
            .setState(state)
            .setReason(reason)
            .setResource("container-1")
            .build());
  }

  private TestingRunner connect(String token) {
    return TestingRunner.connect(gateway.as(token), runnerId(), RunnerKind.ON_DEMAND, Map.of());
  }

  private String runnerId() {
    return "odr-" + jobId.toLowerCase(Locale.ROOT) + "-1";
  }
}
