package dev.waypoint.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.CreateTokenResponse;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.ListTokensRequest;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.TokenInfo;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenLifeTest {
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
  void aTokenThatNearsItsEndIsRenewedThroughTheConnection() {
    CreateTokenResponse first = token("r1", 4);
    String second;
    try (TestingRunner runner = connect(gateway.as(first.getToken()))) {
      assertThat(runner.work().getToken()).isEmpty();
      RunnerDirective.Renewed renewed = runner.nextDirective().getRenewed();
      second = renewed.getToken();
      assertThat(second).isNotEmpty().isNotEqualTo(first.getToken());
      assertThat(renewed.getExpires().getSeconds()).isGreaterThan(first.getExpires().getSeconds());
    }
    try (TestingRunner restarted = connect(gateway.as(second))) {
      restarted.work();
    }
  }

  @Test
  void theTokenOfABroadOneIsRenewedAsLongAsTheBroadOneIsNotRevoked() {
    CreateTokenResponse broad = token("", 4);
    try (TestingRunner runner = connect(gateway.as(broad.getToken()))) {
      assertThat(runner.work().getToken()).isNotEmpty();
      assertThat(runner.nextDirective().hasRenewed()).isTrue();
      revoke(broad.getTokenId());
      RunnerDirective next = runner.nextDirective();
      while (next.hasRenewed()) {
        next = runner.nextDirective();
      }
      assertThat(next.getRefused().getCode()).isEqualTo("REVOKED");
    }
  }

  @Test
  void revokingATokenEndsTheConnectionThatUsesIt() {
    CreateTokenResponse token = token("r1", 3600);
    try (TestingRunner runner = connect(gateway.as(token.getToken()))) {
      runner.work();
      revoke(token.getTokenId());
      RunnerDirective.Refused refused = runner.nextDirective().getRefused();
      assertThat(refused.getCode()).isEqualTo("REVOKED");
      assertThat(refused.getMessage()).contains("waypoint runner token -id=r1");
      assertThat(
              gateway
                  .runners()
                  .getRunner(GetRunnerRequest.newBuilder().setId("r1").build())
                  .getRunner()
                  .getOfflineReason())
          .contains("revoked");
    }
    try (TestingRunner again = connect(gateway.as(token("r1", 3600).getToken()))) {
      again.work();
    }
  }

  @Test
  @Tag("behaviour-45")
  void aRefusalNamesTheTokenTheTimeAndWhatToDo() {
    CreateTokenResponse expired =
        gateway
            .tokens()
            .createRunnerToken(
                CreateRunnerTokenRequest.newBuilder()
                    .setRunnerId("r1")
                    .setExpiresIn(Duration.newBuilder().setNanos(1_000_000))
                    .build());
    try (TestingRunner runner = connect(gateway.as(expired.getToken()))) {
      assertThat(runner.failure())
          .hasMessageContaining("runner token " + expired.getTokenId() + " of runner r1")
          .hasMessageContaining("expired at 20")
          .hasMessageContaining("waypoint runner token -id=r1");
    }
  }

  @Test
  @Tag("behaviour-47")
  void aForgottenRunnerWithANewTokenIsPreadmittedAgain() {
    try (TestingRunner runner = connect(gateway.as(token("", 3600).getToken()))) {
      runner.work();
    }
    gateway
        .runners()
        .forgetRunner(
            dev.waypoint.protocol.v1.ForgetRunnerRequest.newBuilder().setId("r1").build());
    try (TestingRunner runner = connect(gateway.as(token("", 3600).getToken()))) {
      runner.work();
      assertThat(
              gateway
                  .runners()
                  .getRunner(GetRunnerRequest.newBuilder().setId("r1").build())
                  .getRunner()
                  .getAdoptionState())
          .isEqualTo(dev.waypoint.protocol.v1.AdoptionState.PREADOPTED);
    }
  }

  @Test
  void runnersTokensAreListedWithWhatTheyAreGoodFor() {
    token("r1", 3600);
    List<TokenInfo> tokens =
        AccessServiceGrpc.newBlockingStub(gateway.asUser())
            .listTokens(ListTokensRequest.newBuilder().setKind("runner").build())
            .getTokensList();
    assertThat(tokens).hasSize(1);
    assertThat(tokens.getFirst().getSubject()).isEqualTo("r1");
    assertThat(tokens.getFirst().hasExpires()).isTrue();
  }

  private CreateTokenResponse token(String runner, long seconds) {
    return gateway
        .tokens()
        .createRunnerToken(
            CreateRunnerTokenRequest.newBuilder()
                .setRunnerId(runner)
                .setExpiresIn(Duration.newBuilder().setSeconds(seconds))
                .build());
  }

  private void revoke(String tokenId) {
    gateway.tokens().revokeToken(RevokeTokenRequest.newBuilder().setTokenId(tokenId).build());
  }

  private static TestingRunner connect(Channel channel) {
    return TestingRunner.connect(channel, "r1", RunnerKind.STATIC, Map.of("env", "dev"));
  }
}
