package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.ValidateJobRequest;
import dev.waypoint.protocol.v1.ValidateJobResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job has to be like to be queued. */
class JobRulesTest {
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
  @Tag("behaviour-77")
  void aJobThatIsIncompleteIsRefused() {
    assertRefused("UNIMPLEMENTED", noop().clearOperation());
    assertRefused("UNIMPLEMENTED", noop().setOperationValue(999));
    assertRefused("FAILED_PRECONDITION", noop().setId("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    assertRefused("FAILED_PRECONDITION", noop().clearWorkspace());
    assertRefused("FAILED_PRECONDITION", noop().clearApplication());
    assertRefused("INVALID_ARGUMENT", noop().setPriority(6));
    assertRefused("INVALID_ARGUMENT", noop().putLabels("waypoint/workspace", "other"));
    assertRefused("INVALID_ARGUMENT", noop().putLabels("a", "x".repeat(256)));
    assertRefused("INVALID_ARGUMENT", noop().putLabels("no host/a", "x"));
    assertThat(gateway.jobs().listJobs(ListJobsRequest.getDefaultInstance()).getJobsList())
        .isEmpty();
  }

  @Test
  @Tag("behaviour-78")
  void aJobOfAnUnknownProjectIsNotFoundAndPointsToInit() {
    JobSpec.Builder spec = noop();
    spec.getApplicationBuilder().setProject("elsewhere");
    assertThatThrownBy(() -> TestingJobs.queue(gateway, spec))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("elsewhere")
        .hasMessageContaining("waypoint init");
  }

  @Test
  void aProjectMayHaveASlashInItsNameWhereItMisleadsNobody() {
    gateway.register("learn/shop");
    JobSpec.Builder spec = noop();
    spec.getApplicationBuilder().setProject("learn/shop");
    assertThat(validate(spec).getValid()).isTrue();
    for (String name : List.of("/shop", "shop/", "a//b", "../shop", "")) {
      assertThatThrownBy(() -> gateway.register(name))
          .hasMessageContaining("no usable project name");
    }
  }

  @Test
  @Tag("behaviour-78")
  void aJobWithoutAnySourceIsRefused() {
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName("bare"))
                .build());
    JobSpec.Builder spec = TestingJobs.spec(Operation.BUILD);
    spec.getApplicationBuilder().setProject("bare");
    assertThatThrownBy(() -> TestingJobs.queue(gateway, spec))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("no data source configured");
  }

  @Test
  @Tag("behaviour-105")
  void aJobIsAssignableWhenARunnerThatIsThereMatches() {
    ValidateJobResponse alone = validate(noop());
    assertThat(alone.getValid()).isTrue();
    assertThat(alone.getAssignable()).isFalse();
    assertThat(alone.getUnassignableReason()).contains("no runner is registered");
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of("env", "dev"), TestingWorker.SUCCEED)) {
      assertThat(validate(noop()).getAssignable()).isTrue();
      assertThat(validate(noop().setTargetRunner(labels("dev"))).getAssignable()).isTrue();
      ValidateJobResponse other = validate(noop().setTargetRunner(labels("prod")));
      assertThat(other.getValid()).isTrue();
      assertThat(other.getAssignable()).isFalse();
      assertThat(other.getUnassignableReason()).contains("static-1 has env=dev");
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
      assertThat(validate(noop()).getUnassignableReason()).contains("draining");
    }
    assertThat(gateway.jobs().listJobs(ListJobsRequest.getDefaultInstance()).getJobsList())
        .isEmpty();
  }

  @Test
  @Tag("behaviour-105")
  void aMalformedJobIsNotValid() {
    ValidateJobResponse answer = validate(noop().clearOperation());
    assertThat(answer.getValid()).isFalse();
    assertThat(answer.getAssignable()).isFalse();
    assertThat(answer.getValidationError()).contains("operation");
  }

  @Test
  @Tag("behaviour-54")
  void aRunnerThatTakesJobsByItsIdOnlyMakesNoOtherJobAssignable() {
    try (TestingRunner runner =
        TestingRunner.connect(
            gateway.asUser(), "cli-1", RunnerKind.CLI_RUNNER, Map.of("env", "dev"))) {
      runner.work();
      assertThat(validate(noop()).getAssignable()).isFalse();
      assertThat(validate(noop().setTargetRunner(labels("dev"))).getAssignable()).isFalse();
      assertThat(validate(noop().setTargetRunner(TestingJobs.id("cli-1"))).getAssignable())
          .isTrue();
    }
  }

  @Test
  @Tag("behaviour-54")
  void aRunnerThatTakesJobsByItsIdOnlyIsGivenNoOther() {
    Map<String, String> labels = Map.of("env", "dev");
    try (TestingWorker byId =
            TestingWorker.byIdOnly(gateway, "cli-1", labels, TestingWorker.SUCCEED);
        TestingWorker fixed =
            TestingWorker.start(gateway, "static-1", labels, TestingWorker.SUCCEED)) {
      for (int i = 0; i < 5; i++) {
        assertThat(executor(noop())).isEqualTo(fixed.id());
        assertThat(executor(noop().setTargetRunner(labels("dev")))).isEqualTo(fixed.id());
        assertThat(executor(noop().setTargetRunner(TestingJobs.id("cli-1")))).isEqualTo(byId.id());
      }
    }
  }

  private String executor(JobSpec.Builder spec) {
    Job job = TestingJobs.follow(gateway, TestingJobs.queue(gateway, spec), 0).job();
    assertThat(job.getState()).isEqualTo(JobState.SUCCESS);
    return job.getAssignedRunner();
  }

  @Test
  @Tag("behaviour-99")
  void aJobThatExpiresBeforeAnyRunnerTakesItEndsAndSoDoesItsStream() {
    try (TestingWorker _ =
        TestingWorker.start(gateway, "static-1", Map.of(), TestingWorker.SUCCEED)) {
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("static-1").build());
      String id =
          TestingJobs.queue(
              gateway,
              noop().setExpiresIn(com.google.protobuf.Duration.newBuilder().setNanos(10_000_000)));
      Job job = TestingJobs.follow(gateway, id, 0).job();
      assertThat(job.getError().getCode()).isEqualTo("QUEUE_TIMEOUT");
      assertThat(job.hasCompleteTime()).isTrue();
    }
  }

  private void assertRefused(String code, JobSpec.Builder spec) {
    assertThatThrownBy(() -> TestingJobs.queue(gateway, spec)).hasMessageStartingWith(code);
  }

  private ValidateJobResponse validate(JobSpec.Builder spec) {
    return gateway.jobs().validateJob(ValidateJobRequest.newBuilder().setSpec(spec).build());
  }

  private static dev.waypoint.protocol.v1.TargetRunner labels(String env) {
    return TestingJobs.labels(Map.of("env", env));
  }

  private static JobSpec.Builder noop() {
    return TestingJobs.spec(Operation.NOOP);
  }
}
