package dev.waypoint.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentRequest;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse;
import dev.waypoint.protocol.v1.GetJobAssignmentResponse.Verdict;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.Role;
import dev.waypoint.protocol.v1.RunnerKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A good token lets nobody pass for a runner that gets more than the token's owner may see. */
class RunnerImpersonationTest {
  private static final String ON_DEMAND_ID = "odr-01k9zzzzzzzzzzzzzzzzzzzzzz-1";

  @TempDir Path directory;
  private TestingGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    gateway.register("web");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theTokenOfALocalRunnerLetsNoStaticRunnerIn() {
    String token = localRunnersToken();
    try (TestingRunner fixed =
        TestingRunner.connect(
            gateway.as(token), "cli-1", RunnerKind.STATIC, Map.of("env", "prod"))) {
      assertThat(fixed.failure())
          .hasMessageContaining("PERMISSION_DENIED")
          .hasMessageContaining("lets no other runner in");
    }
    try (TestingRunner again =
        TestingRunner.connect(
            gateway.as(token), "cli-1", RunnerKind.CLI_RUNNER, Map.of("env", "prod"))) {
      assertThat(again.work().getToken()).isEmpty();
    }
  }

  @Test
  void aLocalRunnerGetsJobsOfItsUsersProjectsOnly() {
    try (TestingRunner local = local()) {
      String token = local.work().getToken();
      String own = queue("shop");
      String foreign = queue("web");
      assertThat(assignment(token, own).getVerdict()).isEqualTo(Verdict.RUN);
      assertThatThrownBy(() -> assignment(token, foreign))
          .hasMessageContaining("PERMISSION_DENIED")
          .hasMessageContaining("limited to project shop");
    }
  }

  @Test
  void onlyAJobsTokenIsGoodForTheIdOfAnOnDemandRunner() {
    String anyRunner =
        gateway
            .tokens()
            .createRunnerToken(CreateRunnerTokenRequest.getDefaultInstance())
            .getToken();
    for (String token : new String[] {anyRunner, gateway.token()}) {
      try (TestingRunner impostor =
          TestingRunner.connect(gateway.as(token), ON_DEMAND_ID, RunnerKind.CLI_RUNNER, Map.of())) {
        assertThat(impostor.failure())
            .hasMessageContaining("PERMISSION_DENIED")
            .hasMessageContaining("comes with its job's token");
      }
    }
  }

  private String localRunnersToken() {
    try (TestingRunner local = local()) {
      return local.work().getToken();
    }
  }

  private TestingRunner local() {
    String user =
        gateway
            .tokens()
            .createUserToken(
                CreateUserTokenRequest.newBuilder()
                    .setUser("sam")
                    .setRole(Role.DEPLOYER)
                    .addProjects("shop")
                    .build())
            .getToken();
    return TestingRunner.connect(
        gateway.as(user), "cli-1", RunnerKind.CLI_RUNNER, Map.of("env", "prod"));
  }

  private String queue(String project) {
    JobSpec.Builder spec =
        JobSpec.newBuilder()
            .setApplication(ApplicationRef.newBuilder().setProject(project))
            .setWorkspace("default")
            .setOperation(Operation.NOOP);
    spec.getTargetRunnerBuilder().setId("cli-1");
    return gateway.jobs().queueJob(QueueJobRequest.newBuilder().setSpec(spec).build()).getJobId();
  }

  private GetJobAssignmentResponse assignment(String token, String job) {
    return gateway
        .agent(token)
        .getJobAssignment(
            GetJobAssignmentRequest.newBuilder()
                .setAttempt(AttemptRef.newBuilder().setJobId(job).setAttempt(1))
                .build());
  }
}
