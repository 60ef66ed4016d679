package dev.waypoint.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AdoptRunnerRequest;
import dev.waypoint.protocol.v1.AdoptionState;
import dev.waypoint.protocol.v1.CreateRunnerTokenRequest;
import dev.waypoint.protocol.v1.DrainRunnerRequest;
import dev.waypoint.protocol.v1.ForgetRunnerRequest;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.protocol.v1.RunnerKind;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
  private static final Map<String, String> DEV = Map.of("env", "dev");
  private static final Map<String, String> PROD = Map.of("env", "prod");

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
  @Tag("behaviour-23")
  @Tag("behaviour-24")
  @Tag("behaviour-25")
  @Tag("behaviour-26")
  void aRunnerWithTheCookieWaitsUntilItIsAdoptedAndThenComesBackWithItsToken() {
    String token;
    try (TestingRunner runner = connect(withCookie(), DEV)) {
      assertThat(runner.nextDirective().getWaiting().getMessage())
          .contains("waypoint runner adopt r1");
      assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.PENDING);
      assertThat(
              gateway
                  .runners()
                  .listRunners(ListRunnersRequest.newBuilder().setPendingOnly(true).build())
                  .getRunnersList())
          .hasSize(1);
      adopt();
      token = runner.work().getToken();
      assertThat(token).isNotEmpty();
      assertThat(get().getAdoptedBy()).isEqualTo("tester");
      assertThat(get().getOnline()).isTrue();
      assertThat(
              gateway
                  .runners()
                  .listRunners(ListRunnersRequest.getDefaultInstance())
                  .getRunnersList())
          .singleElement()
          .matches(Runner::getOnline);
    }
    await(() -> !get().getOnline());
    assertThat(get().getOfflineReason()).isNotEmpty();
    try (TestingRunner runner = connect(gateway.as(token), DEV)) {
      assertThat(runner.work().getToken()).isEmpty();
      assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.ADOPTED);
      assertThat(get().getOnline()).isTrue();
    }
  }

  @Test
  @Tag("behaviour-39")
  void aRunnerWithNeitherTokenNorCookieIsRefused() {
    try (TestingRunner runner = connect(gateway.anonymous(), DEV)) {
      assertThat(runner.failure())
          .hasMessageContaining("PERMISSION_DENIED")
          .hasMessageContaining("cookie is missing");
    }
  }

  @Test
  @Tag("behaviour-38")
  void aGuestThatKnowsAnAdoptedIdGetsNothing() {
    try (TestingRunner runner = connect(withCookie(), DEV)) {
      runner.nextDirective();
      adopt();
      runner.work();
    }
    try (TestingRunner guest = connect(withCookie(), DEV)) {
      assertThat(guest.failure())
          .hasMessageContaining("adopted already")
          .hasMessageContaining("waypoint runner forget r1");
    }
    assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.ADOPTED);
  }

  @Test
  void newLabelsMakeAnAdoptedRunnerWaitAgain() {
    String token;
    try (TestingRunner runner = connect(withCookie(), DEV)) {
      runner.nextDirective();
      adopt();
      token = runner.work().getToken();
    }
    try (TestingRunner runner = connect(gateway.as(token), PROD)) {
      assertThat(runner.nextDirective().hasWaiting()).isTrue();
      assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.PENDING);
      adopt();
      assertThat(runner.work().getToken()).isNotEmpty().isNotEqualTo(token);
    }
  }

  @Test
  @Tag("behaviour-32")
  @Tag("behaviour-33")
  @Tag("behaviour-39")
  void aGoodTokenPreadoptsAndAnOperatorMayAdoptOnTop() {
    try (TestingRunner runner = connect(gateway.as(runnerToken(Map.of(), "")), DEV)) {
      assertThat(runner.work().getToken()).isNotEmpty();
      assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.PREADOPTED);
      adopt();
      assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.ADOPTED);
    }
  }

  @Test
  @Tag("behaviour-29")
  @Tag("behaviour-37")
  void rejectionEndsTheConnectionAndFollowsTheIdWhateverItComesWith() {
    String token = runnerToken(Map.of(), "");
    try (TestingRunner runner = connect(gateway.as(token), DEV)) {
      runner.work();
      gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
      assertThat(runner.nextDirective().getRefused().getCode()).isEqualTo("REJECTED");
      assertThat(runner.failure()).isNull();
    }
    for (Channel channel : new Channel[] {gateway.as(token), gateway.asUser(), withCookie()}) {
      try (TestingRunner runner = connect(channel, PROD)) {
        RunnerDirective.Refused refused = runner.nextDirective().getRefused();
        assertThat(refused.getCode()).isEqualTo("REJECTED");
        assertThat(refused.getMessage()).contains("by tester", "waypoint runner adopt r1");
      }
    }
    assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.REJECTED);
    adopt();
    try (TestingRunner runner = connect(gateway.as(token), DEV)) {
      runner.work();
    }
  }

  @Test
  @Tag("behaviour-46")
  void forgettingEndsTheConnectionAndRevokesTheRunnersTokens() {
    String bound;
    String restricted = runnerToken(Map.of(), "r1");
    try (TestingRunner runner = connect(gateway.as(runnerToken(Map.of(), "")), DEV)) {
      bound = runner.work().getToken();
      forget();
      assertThat(runner.nextDirective().getRefused().getCode()).isEqualTo("FORGOTTEN");
    }
    for (String token : new String[] {bound, restricted}) {
      try (TestingRunner runner = connect(gateway.as(token), DEV)) {
        assertThat(runner.failure()).hasMessageContaining("revoked");
      }
    }
    assertThatThrownBy(this::get).hasMessageContaining("not registered");
    forget();
  }

  @Test
  @Tag("behaviour-34")
  @Tag("behaviour-35")
  void aTokenForAnotherIdOrOtherLabelsIsRefusedByName() {
    try (TestingRunner runner = connect(gateway.as(runnerToken(Map.of(), "r2")), DEV)) {
      assertThat(runner.failure()).hasMessageContaining("for runner r2, not for runner r1");
    }
    try (TestingRunner runner = connect(gateway.as(runnerToken(PROD, "")), DEV)) {
      assertThat(runner.failure()).hasMessageContaining("with env=prod, but runner r1 has env=dev");
    }
  }

  @Test
  void aSecondProcessWithTheSameIdIsRefusedButTheSameOneMayConnectAgain() {
    try (TestingRunner first = connect(gateway.asUser(), DEV)) {
      first.work();
      try (TestingRunner second =
          TestingRunner.connect(
              gateway.asUser(),
              TestingRunner.request("r1", RunnerKind.STATIC, DEV).setInstance("another").build())) {
        assertThat(second.nextDirective().getRefused().getCode()).isEqualTo("DUPLICATE");
      }
      try (TestingRunner again = connect(gateway.asUser(), DEV)) {
        again.work();
        assertThat(first.failure()).hasMessageContaining("UNAVAILABLE");
      }
    }
  }

  @Test
  void drainingIsToldAndUndone() {
    try (TestingRunner runner = connect(gateway.asUser(), DEV)) {
      runner.work();
      gateway.runners().drainRunner(DrainRunnerRequest.newBuilder().setId("r1").build());
      assertThat(runner.nextDirective().hasDrain()).isTrue();
      assertThat(get().getDraining()).isTrue();
      gateway
          .runners()
          .drainRunner(DrainRunnerRequest.newBuilder().setId("r1").setUndo(true).build());
      runner.work();
    }
  }

  @Test
  @Tag("behaviour-21")
  void aCliRunnerDisappearsWithItsConnectionAndAStaticOneStays() {
    try (TestingRunner cli =
            TestingRunner.connect(gateway.asUser(), "cli-1", RunnerKind.CLI_RUNNER, Map.of());
        TestingRunner fixed = connect(gateway.asUser(), DEV)) {
      assertThat(cli.work().getLaunchQueue()).isEmpty();
      assertThat(fixed.work().getLaunchQueue()).isNotEmpty();
      assertThat(ids()).containsExactly("cli-1", "r1");
    }
    await(() -> ids().equals(java.util.List.of("r1")));
  }

  @Test
  void pendingRunnersAndDecisionsSurviveARestart() {
    try (TestingRunner runner = connect(withCookie(), DEV)) {
      runner.nextDirective();
    }
    gateway.close();
    gateway = TestingGateway.start(directory);
    assertThat(get().getAdoptionState()).isEqualTo(AdoptionState.PENDING);
    assertThat(get().getOnline()).isFalse();
    gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
    gateway.close();
    gateway = TestingGateway.start(directory);
    try (TestingRunner runner = connect(gateway.asUser(), DEV)) {
      assertThat(runner.nextDirective().getRefused().getCode()).isEqualTo("REJECTED");
    }
  }

  @Test
  @Tag("behaviour-27")
  void aRunnerThatWaitedWhenTheServerWentDownIsAdoptedAfterwards() {
    try (TestingRunner waiting = connect(withCookie(), DEV)) {
      assertThat(waiting.nextDirective().hasWaiting()).isTrue();
      gateway.close();
      assertThat(waiting.failure()).isNotNull();
    }
    gateway = TestingGateway.start(directory);
    try (TestingRunner again = connect(withCookie(), DEV)) {
      assertThat(again.nextDirective().hasWaiting()).isTrue();
      adopt();
      assertThat(again.work().getToken()).isNotEmpty();
    }
  }

  @Test
  @Tag("behaviour-22")
  void aRunnerThatComesBackWasFirstSeenWhenItCameFirst() {
    try (TestingRunner runner = connect(gateway.asUser(), DEV)) {
      runner.work();
    }
    await(() -> !get().getOnline());
    Runner first = get();
    try (TestingRunner runner = connect(gateway.asUser(), DEV)) {
      runner.work();
      Runner second = get();
      assertThat(second.getFirstSeen()).isEqualTo(first.getFirstSeen());
      assertThat(nanos(second.getLastSeen())).isGreaterThan(nanos(first.getLastSeen()));
    }
  }

  @Test
  @Tag("behaviour-35")
  void aTokenWithoutLabelsIsGoodForAnyAndOneWithLabelsForTheseOnly() {
    try (TestingRunner any = connect(gateway.as(runnerToken(Map.of(), "r1")), PROD)) {
      any.work();
    }
    await(() -> !get().getOnline());
    forget();
    try (TestingRunner these = connect(gateway.as(runnerToken(DEV, "")), DEV)) {
      these.work();
    }
  }

  private static long nanos(com.google.protobuf.Timestamp time) {
    return time.getSeconds() * 1_000_000_000L + time.getNanos();
  }

  private TestingRunner connect(Channel channel, Map<String, String> labels) {
    return TestingRunner.connect(channel, "r1", RunnerKind.STATIC, labels);
  }

  private Channel withCookie() {
    return gateway.with(Optional.empty(), Optional.of(gateway.server().cookie()));
  }

  private String runnerToken(Map<String, String> labels, String id) {
    return gateway
        .tokens()
        .createRunnerToken(
            CreateRunnerTokenRequest.newBuilder().putAllLabels(labels).setRunnerId(id).build())
        .getToken();
  }

  private void adopt() {
    gateway.runners().adoptRunner(AdoptRunnerRequest.newBuilder().setId("r1").build());
  }

  private void forget() {
    gateway.runners().forgetRunner(ForgetRunnerRequest.newBuilder().setId("r1").build());
  }

  private Runner get() {
    return gateway
        .runners()
        .getRunner(GetRunnerRequest.newBuilder().setId("r1").build())
        .getRunner();
  }

  private java.util.List<String> ids() {
    return gateway
        .runners()
        .listRunners(ListRunnersRequest.getDefaultInstance())
        .getRunnersList()
        .stream()
        .map(Runner::getId)
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
