package dev.waypoint.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.AdoptionRuleServiceGrpc;
import dev.waypoint.protocol.v1.CreateInviteRequest;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.ExchangeInviteRequest;
import dev.waypoint.protocol.v1.GetCookieRequest;
import dev.waypoint.protocol.v1.JobServiceGrpc;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.ProfileServiceGrpc;
import dev.waypoint.protocol.v1.ProjectServiceGrpc;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.RunnerAgentServiceGrpc;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.RunnerServiceGrpc;
import dev.waypoint.protocol.v1.ServerServiceGrpc;
import dev.waypoint.protocol.v1.SnapshotServiceGrpc;
import dev.waypoint.protocol.v1.TokenServiceGrpc;
import dev.waypoint.protocol.v1.TriggerServiceGrpc;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizationTest {
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          JobServiceGrpc.getServiceDescriptor(),
          RunnerServiceGrpc.getServiceDescriptor(),
          ProfileServiceGrpc.getServiceDescriptor(),
          ProjectServiceGrpc.getServiceDescriptor(),
          TokenServiceGrpc.getServiceDescriptor(),
          ServerServiceGrpc.getServiceDescriptor(),
          AccessServiceGrpc.getServiceDescriptor(),
          AdoptionRuleServiceGrpc.getServiceDescriptor(),
          SnapshotServiceGrpc.getServiceDescriptor(),
          TriggerServiceGrpc.getServiceDescriptor(),
          RunnerAgentServiceGrpc.getServiceDescriptor(),
          HealthGrpc.getServiceDescriptor(),
          WorkflowServiceGrpc.getServiceDescriptor());

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
  void everyMethodHasARule() {
    List<String> methods =
        SERVICES.stream()
            .flatMap(service -> service.getMethods().stream())
            .map(MethodDescriptor::getFullMethodName)
            .toList();
    assertThat(methods).isNotEmpty().allMatch(method -> MethodRights.of(method).isPresent());
    assertThat(MethodRights.of("waypoint.v1.JobService/NoSuchMethod")).isEmpty();
  }

  @Test
  void aCallWithoutTokenIsToldToLogIn() {
    refused(gateway.anonymous(), "UNAUTHENTICATED", "no token", "waypoint login");
  }

  @Test
  @Tag("behaviour-49")
  void aTokenThatIsNoTokenIsRefused() {
    refused(gateway.as("nonsense"), "UNAUTHENTICATED", "not readable");
    String token = gateway.token();
    char last = token.charAt(token.length() - 10);
    String forged =
        token.substring(0, token.length() - 10)
            + (last == 'A' ? 'B' : 'A')
            + token.substring(token.length() - 9);
    refused(gateway.as(forged), "UNAUTHENTICATED", "not made by this server, or was altered");
  }

  @Test
  @Tag("behaviour-49")
  void whatEverybodyMayCallLooksAtNoToken() {
    assertThat(
            ServerServiceGrpc.newBlockingStub(gateway.as("nonsense"))
                .getServerInfo(dev.waypoint.protocol.v1.GetServerInfoRequest.getDefaultInstance())
                .getVersion())
        .isNotEmpty();
  }

  @Test
  @Tag("behaviour-50")
  void aServerIsBootstrappedOnce() {
    ServerServiceGrpc.ServerServiceBlockingStub anybody =
        ServerServiceGrpc.newBlockingStub(gateway.anonymous());
    dev.waypoint.protocol.v1.BootstrapRequest request =
        dev.waypoint.protocol.v1.BootstrapRequest.getDefaultInstance();
    assertThat(anybody.bootstrap(request).getToken()).isNotEmpty();
    assertThatThrownBy(() -> anybody.bootstrap(request))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining("bootstrapped already");
  }

  @Test
  void aTokenOfAnotherServerIsRefused(@TempDir Path other) {
    try (TestingGateway stranger = TestingGateway.start(other)) {
      refused(gateway.as(stranger.token()), "UNAUTHENTICATED", "not made by this server");
    }
  }

  @Test
  @Tag("behaviour-45")
  void anExpiredTokenTellsSinceWhen() throws Exception {
    CreateTokenResponse token =
        gateway
            .tokens()
            .createUserToken(
                CreateUserTokenRequest.newBuilder()
                    .setUser("ann")
                    .setExpiresIn(com.google.protobuf.Duration.newBuilder().setNanos(1_000_000))
                    .build());
    refused(gateway.as(token.getToken()), "UNAUTHENTICATED", "expired at 20");
  }

  @Test
  void aRevokedTokenIsRefusedAtOnce() {
    CreateTokenResponse token =
        gateway
            .tokens()
            .createUserToken(CreateUserTokenRequest.newBuilder().setUser("ann").build());
    Channel ann = gateway.as(token.getToken());
    RunnerServiceGrpc.newBlockingStub(ann).listRunners(ListRunnersRequest.getDefaultInstance());
    gateway
        .tokens()
        .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(token.getTokenId()).build());
    refused(ann, "UNAUTHENTICATED", "revoked at 20");
  }

  @Test
  void anInviteIsGoodForOneExchangeAndNothingElse() {
    String invite =
        gateway
            .tokens()
            .createInvite(CreateInviteRequest.newBuilder().setUser("bob").build())
            .getToken();
    refused(gateway.as(invite), "PERMISSION_DENIED", "this is an invite");
    TokenServiceGrpc.TokenServiceBlockingStub anybody =
        TokenServiceGrpc.newBlockingStub(gateway.anonymous());
    ExchangeInviteRequest exchange = ExchangeInviteRequest.newBuilder().setToken(invite).build();
    String token = anybody.exchangeInvite(exchange).getToken();
    RunnerServiceGrpc.newBlockingStub(gateway.as(token))
        .listRunners(ListRunnersRequest.getDefaultInstance());
    assertThatThrownBy(() -> anybody.exchangeInvite(exchange)).hasMessageContaining("used already");
  }

  @Test
  @Tag("behaviour-42")
  @Tag("behaviour-43")
  void aRunnersTokenDoesNotDoAUsersWork() {
    String token =
        gateway
            .tokens()
            .createRunnerToken(CreateRunnerTokenRequest.newBuilder().setRunnerId("r1").build())
            .getToken();
    refused(gateway.as(token), "PERMISSION_DENIED", "a runner's token was shown");
    assertThatThrownBy(
            () ->
                TokenServiceGrpc.newBlockingStub(gateway.as(token))
                    .createRunnerToken(
                        CreateRunnerTokenRequest.newBuilder().setRunnerId("r2").build()))
        .hasMessageContaining("PERMISSION_DENIED");
    try (TestingRunner runner =
        TestingRunner.connect(gateway.as(token), "r1", RunnerKind.STATIC, Map.of())) {
      assertThat(runner.work().getToken()).isEmpty();
    }
  }

  @Test
  void aUserReachesTemporalNotAtAll() {
    assertThatThrownBy(
            () ->
                WorkflowServiceGrpc.newBlockingStub(gateway.asUser())
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
        .hasMessageContaining("PERMISSION_DENIED");
    assertThatThrownBy(
            () ->
                WorkflowServiceGrpc.newBlockingStub(gateway.anonymous())
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
        .hasMessageContaining("UNAUTHENTICATED");
  }

  @Test
  void aForeignCookieIsRefusedEverywhere() {
    Channel channel = gateway.with(Optional.of(gateway.token()), Optional.of("WPCother"));
    refused(channel, "PERMISSION_DENIED", "cookie does not match");
    String own =
        gateway.serverService().getCookie(GetCookieRequest.getDefaultInstance()).getCookie();
    RunnerServiceGrpc.newBlockingStub(
            gateway.with(Optional.of(gateway.token()), Optional.of(own.toLowerCase())))
        .listRunners(ListRunnersRequest.getDefaultInstance());
  }

  @Test
  void healthIsOpen() {
    assertThat(
            HealthGrpc.newBlockingStub(gateway.anonymous())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  private static void refused(Channel channel, String... parts) {
    assertThatThrownBy(
            () ->
                RunnerServiceGrpc.newBlockingStub(channel)
                    .listRunners(ListRunnersRequest.getDefaultInstance()))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
