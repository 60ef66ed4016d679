package dev.waypoint.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.AuditEntry;
import dev.waypoint.protocol.v1.CancelJobRequest;
import dev.waypoint.protocol.v1.CreateInviteRequest;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.ExchangeInviteRequest;
import dev.waypoint.protocol.v1.GetCallerRequest;
import dev.waypoint.protocol.v1.GetCallerResponse;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetJobStreamRequest;
import dev.waypoint.protocol.v1.GetProjectRequest;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.ListAuditRequest;
import dev.waypoint.protocol.v1.ListJobsRequest;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import dev.waypoint.protocol.v1.ListRecordsRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.ListTokensRequest;
import dev.waypoint.protocol.v1.ListUsersRequest;
import dev.waypoint.protocol.v1.ModifyUserRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.RetryJobRequest;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.Role;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import dev.waypoint.protocol.v1.TokenInfo;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import dev.waypoint.protocol.v1.User;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesTest {
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
  void aReaderLooksAtEverythingAndChangesNothing() {
    Channel reader = gateway.as(token("rita", Role.READ_ONLY).getToken());
    assertThat(RunnerServiceGrpc.newBlockingStub(reader).listRunners(all()).getRunnersList())
        .isEmpty();
    JobServiceGrpc.newBlockingStub(reader).listJobs(ListJobsRequest.getDefaultInstance());
    denied(() -> queue(reader, "shop"), "needs the role deployer", "user rita", "-role=deployer");
    denied(() -> apply(reader, "shop"), "needs the role deployer");
    denied(() -> reject(reader), "needs the role operator");
    denied(() -> cookie(reader), "needs the role operator");
    try (TestingRunner runner =
        TestingRunner.connect(reader, "cli-1", RunnerKind.CLI_RUNNER, Map.of())) {
      assertThat(runner.failure()).hasMessageContaining("cannot execute operations");
    }
  }

  @Test
  void aDeployerDeploysButDoesNotDecideAboutRunnersAndTokens() {
    Channel deployer = gateway.as(token("dan", Role.DEPLOYER).getToken());
    apply(deployer, "shop");
    try (TestingRunner own =
        TestingRunner.connect(deployer, "cli-1", RunnerKind.CLI_RUNNER, Map.of())) {
      own.work();
      String job = queue(deployer, "shop", "cli-1");
      JobServiceGrpc.newBlockingStub(deployer)
          .cancelJob(CancelJobRequest.newBuilder().setJobId(job).build());
    }
    denied(() -> reject(deployer), "needs the role operator");
    denied(
        () ->
            TokenServiceGrpc.newBlockingStub(deployer)
                .createRunnerToken(CreateRunnerTokenRequest.getDefaultInstance()),
        "needs the role operator");
    try (TestingRunner fixed = TestingRunner.connect(deployer, "r1", RunnerKind.STATIC, Map.of())) {
      assertThat(fixed.failure()).hasMessageContaining("lets no runner in");
    }
  }

  @Test
  void aRunnerOutlivesTheRightsOfWhoAdmittedItAndIsListedUnderTheirName() {
    CreateTokenResponse ann = token("ann", Role.OPERATOR);
    CreateTokenResponse admitting =
        TokenServiceGrpc.newBlockingStub(gateway.as(ann.getToken()))
            .createRunnerToken(CreateRunnerTokenRequest.newBuilder().setRunnerId("r1").build());
    Channel agent = gateway.as(admitting.getToken());
    try (TestingRunner runner = TestingRunner.connect(agent, "r1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      access()
          .modifyUser(
              ModifyUserRequest.newBuilder().setName("ann").setRole(Role.READ_ONLY).build());
      revoke(ann);
    }
    try (TestingRunner again = TestingRunner.connect(agent, "r1", RunnerKind.STATIC, Map.of())) {
      again.work();
      TokenInfo listed =
          access()
              .listTokens(ListTokensRequest.newBuilder().setKind("runner").build())
              .getTokensList()
              .getFirst();
      assertThat(listed.getIssuedBy()).isEqualTo("ann");
      assertThat(listed.getId()).isEqualTo(admitting.getTokenId());

      revoke(admitting);
      assertThat(again.nextDirective().getRefused().getCode()).isEqualTo("REVOKED");
    }
  }

  private void revoke(CreateTokenResponse token) {
    gateway
        .tokens()
        .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(token.getTokenId()).build());
  }

  @Test
  void aDeployersOwnRunnerCannotTakeTheIdOfAnother() {
    try (TestingRunner fixed =
        TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of())) {
      fixed.work();
    }
    Channel deployer = gateway.as(token("dan", Role.DEPLOYER).getToken());
    try (TestingRunner thief =
        TestingRunner.connect(deployer, "r1", RunnerKind.CLI_RUNNER, Map.of())) {
      assertThat(thief.failure()).hasMessageContaining("the id r1 is another runner's");
    }
  }

  @Test
  void aTokenOfOneProjectSeesAndChangesNothingOfAnother() {
    apply(gateway.asUser(), "shop");
    apply(gateway.asUser(), "web");
    try (TestingRunner any =
        TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of())) {
      any.work();
      String foreign = queue(gateway.asUser(), "web");
      Channel limited = gateway.as(token("sam", Role.DEPLOYER, "shop").getToken());
      String own = queue(limited, "shop");
      JobServiceGrpc.JobServiceBlockingStub jobs = JobServiceGrpc.newBlockingStub(limited);

      assertThat(jobs.listJobs(ListJobsRequest.getDefaultInstance()).getJobsList())
          .extracting(Job::getId)
          .containsExactly(own);
      denied(() -> queue(limited, "web"), "limited to project shop", "-project=web");
      denied(() -> jobs.getJob(GetJobRequest.newBuilder().setJobId(foreign).build()), "limited");
      denied(
          () -> jobs.cancelJob(CancelJobRequest.newBuilder().setJobId(foreign).build()), "limited");
      denied(
          () ->
              jobs.getJobStream(GetJobStreamRequest.newBuilder().setJobId(foreign).build()).next(),
          "limited");
      ProjectServiceGrpc.ProjectServiceBlockingStub projects =
          ProjectServiceGrpc.newBlockingStub(limited);
      assertThat(projects.listProjects(ListProjectsRequest.getDefaultInstance()).getProjectsList())
          .extracting(Project::getName)
          .containsExactly("shop");
      denied(
          () -> projects.getProject(GetProjectRequest.newBuilder().setName("web").build()),
          "limited");
      denied(() -> apply(limited, "web"), "limited");
      denied(
          () ->
              jobs.queueJob(
                  QueueJobRequest.newBuilder()
                      .setSpec(spec("shop", "").addDependsOn(foreign))
                      .build()),
          "limited");
      denied(
          () -> jobs.retryJob(RetryJobRequest.newBuilder().setJobId(foreign).build()), "limited");
      denied(
          () ->
              projects.listRecords(
                  ListRecordsRequest.newBuilder()
                      .setApplication(ApplicationRef.newBuilder().setProject("web"))
                      .build()),
          "limited");
    }
  }

  @Test
  void aTokenOfOneProjectIsNotGoodForWhatConcernsTheWholeServer() {
    Channel limited = gateway.as(token("olga", Role.OPERATOR, "shop").getToken());
    denied(() -> reject(limited), "concerns the whole server", "limited to project shop");
    denied(() -> cookie(limited), "concerns the whole server");
    try (TestingRunner fixed = TestingRunner.connect(limited, "r1", RunnerKind.STATIC, Map.of())) {
      assertThat(fixed.failure()).hasMessageContaining("lets no runner in");
    }
  }

  @Test
  void aUserMakesTokensForItselfThatAreWorthNoMoreThanItsOwn() {
    CreateTokenResponse parent = token("sam", Role.DEPLOYER, "shop");
    TokenServiceGrpc.TokenServiceBlockingStub tokens =
        TokenServiceGrpc.newBlockingStub(gateway.as(parent.getToken()));
    CreateTokenResponse child = tokens.createUserToken(CreateUserTokenRequest.getDefaultInstance());
    GetCallerResponse caller = caller(gateway.as(child.getToken()));
    assertThat(caller.getUser().getName()).isEqualTo("sam");
    assertThat(caller.getUser().getRole()).isEqualTo(Role.DEPLOYER);
    assertThat(caller.getUser().getProjectsList()).containsExactly("shop");
    denied(
        () ->
            tokens.createUserToken(
                CreateUserTokenRequest.newBuilder().setRole(Role.OPERATOR).build()),
        "cannot make a token with the role operator");
    denied(
        () ->
            tokens.createUserToken(CreateUserTokenRequest.newBuilder().addProjects("web").build()),
        "limited to project shop");
    denied(
        () -> tokens.createUserToken(CreateUserTokenRequest.newBuilder().setUser("ann").build()),
        "only an operator makes tokens for others");
    gateway
        .tokens()
        .revokeToken(
            dev.waypoint.protocol.v1.RevokeTokenRequest.newBuilder()
                .setTokenId(parent.getTokenId())
                .build());
    assertThatThrownBy(() -> caller(gateway.as(child.getToken())))
        .hasMessageContaining("UNAUTHENTICATED")
        .hasMessageContaining("revoked");
  }

  @Test
  void anInviteCarriesTheRoleAndTheProjects() {
    String invite =
        gateway
            .tokens()
            .createInvite(
                CreateInviteRequest.newBuilder()
                    .setUser("bob")
                    .setRole(Role.DEPLOYER)
                    .addProjects("shop")
                    .build())
            .getToken();
    String token =
        TokenServiceGrpc.newBlockingStub(gateway.anonymous())
            .exchangeInvite(ExchangeInviteRequest.newBuilder().setToken(invite).build())
            .getToken();
    User bob = caller(gateway.as(token)).getUser();
    assertThat(bob.getRole()).isEqualTo(Role.DEPLOYER);
    assertThat(bob.getProjectsList()).containsExactly("shop");
  }

  @Test
  void tokensAndUsersAreListedWithoutTheirSecrets() {
    CreateTokenResponse ann = token("ann", Role.READ_ONLY);
    List<TokenInfo> tokens =
        access()
            .listTokens(ListTokensRequest.newBuilder().setSubject("ann").build())
            .getTokensList();
    assertThat(tokens).hasSize(1);
    assertThat(tokens.getFirst().getId()).isEqualTo(ann.getTokenId());
    assertThat(tokens.getFirst().getIssuedBy()).isEqualTo("tester");
    assertThat(tokens.getFirst().getState()).isEqualTo("live");
    assertThat(tokens.getFirst().toString()).doesNotContain(ann.getToken());
    gateway
        .tokens()
        .revokeToken(
            dev.waypoint.protocol.v1.RevokeTokenRequest.newBuilder()
                .setTokenId(ann.getTokenId())
                .build());
    assertThat(
            access()
                .listTokens(
                    ListTokensRequest.newBuilder().setSubject("ann").setWithEnded(true).build())
                .getTokensList())
        .extracting(TokenInfo::getState)
        .containsExactly("revoked");
    assertThat(access().listUsers(ListUsersRequest.getDefaultInstance()).getUsersList())
        .extracting(User::getName)
        .containsExactly("ann", "tester");
  }

  @Test
  void whatOperatorsDecideIsWrittenDown() {
    CreateTokenResponse ann = token("ann", Role.READ_ONLY);
    try (TestingRunner runner =
        TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of())) {
      runner.work();
      reject(gateway.asUser());
    }
    List<AuditEntry> entries =
        access().listAudit(ListAuditRequest.getDefaultInstance()).getEntriesList();
    assertThat(entries)
        .extracting(AuditEntry::getAction, AuditEntry::getActor, AuditEntry::getSubject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("runner.reject", "tester", "r1"),
            org.assertj.core.groups.Tuple.tuple("token.create", "tester", ann.getTokenId()));
    assertThat(
            access()
                .listAudit(ListAuditRequest.newBuilder().setAction("runner").build())
                .getEntriesList())
        .hasSize(1);
  }

  private CreateTokenResponse token(String user, Role role, String... projects) {
    return gateway
        .tokens()
        .createUserToken(
            CreateUserTokenRequest.newBuilder()
                .setUser(user)
                .setRole(role)
                .addAllProjects(List.of(projects))
                .build());
  }

  private AccessServiceGrpc.AccessServiceBlockingStub access() {
    return AccessServiceGrpc.newBlockingStub(gateway.asUser());
  }

  private static GetCallerResponse caller(Channel channel) {
    return AccessServiceGrpc.newBlockingStub(channel)
        .getCaller(GetCallerRequest.getDefaultInstance());
  }

  private static String queue(Channel channel, String project) {
    return queue(channel, project, "");
  }

  private static String queue(Channel channel, String project, String runner) {
    return JobServiceGrpc.newBlockingStub(channel)
        .queueJob(QueueJobRequest.newBuilder().setSpec(spec(project, runner)).build())
        .getJobId();
  }

  private static JobSpec.Builder spec(String project, String runner) {
    JobSpec.Builder spec =
        JobSpec.newBuilder()
            .setApplication(ApplicationRef.newBuilder().setProject(project))
            .setWorkspace("default")
            .setOperation(Operation.NOOP);
    if (!runner.isEmpty()) {
      spec.getTargetRunnerBuilder().setId(runner);
    }
    return spec;
  }

  private static void apply(Channel channel, String project) {
    ProjectServiceGrpc.newBlockingStub(channel)
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName(project))
                .build());
  }

  private static void reject(Channel channel) {
    RunnerServiceGrpc.newBlockingStub(channel)
        .rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
  }

  private static void cookie(Channel channel) {
    ServerServiceGrpc.newBlockingStub(channel).getCookie(GetCookieRequest.getDefaultInstance());
  }

  private static ListRunnersRequest all() {
    return ListRunnersRequest.getDefaultInstance();
  }

  private static void denied(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .hasMessageContaining("PERMISSION_DENIED")
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
