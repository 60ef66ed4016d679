package dev.waypoint.gateway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.AccessServiceGrpc;
import dev.waypoint.protocol.v1.AdoptionRule;
import dev.waypoint.protocol.v1.AdoptionRuleServiceGrpc;
import dev.waypoint.protocol.v1.AuditEntry;
import dev.waypoint.protocol.v1.DeleteAdoptionRuleRequest;
import dev.waypoint.protocol.v1.GetRunnerRequest;
import dev.waypoint.protocol.v1.ListAdoptionRulesRequest;
import dev.waypoint.protocol.v1.ListAuditRequest;
import dev.waypoint.protocol.v1.RejectRunnerRequest;
import dev.waypoint.protocol.v1.Runner;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.SetAdoptionRuleRequest;
import dev.waypoint.protocol.v1.SetAdoptionRuleResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionRulesTest {
  private static final Map<String, String> DEV = Map.of("env", "dev");

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
  void aRuleAdoptsWhoeverHasTheLabelsAndComesFromThere() {
    set("dev", DEV, "127.0.0.0/8");
    String token;
    try (TestingRunner runner = connect("r1", Map.of("env", "dev", "zone", "a"))) {
      token = runner.work().getToken();
      assertThat(token).isNotEmpty();
      assertThat(get("r1").getAdoptedBy()).isEqualTo("rule dev");
    }
    try (TestingRunner again =
        TestingRunner.connect(
            gateway.as(token), "r1", RunnerKind.STATIC, Map.of("env", "dev", "zone", "a"))) {
      again.work();
    }
    assertThat(
            AccessServiceGrpc.newBlockingStub(gateway.asUser())
                .listAudit(ListAuditRequest.newBuilder().setAction("runner").build())
                .getEntriesList())
        .extracting(AuditEntry::getActor)
        .containsExactly("rule dev");
  }

  @Test
  void othersWaitAsIfThereWereNoRule() {
    set("dev", DEV, "10.0.0.0/8");
    set("prod", Map.of("env", "prod"));
    try (TestingRunner elsewhere = connect("r1", DEV);
        TestingRunner other = connect("r2", Map.of("env", "test"))) {
      assertThat(elsewhere.nextDirective().hasWaiting()).isTrue();
      assertThat(other.nextDirective().hasWaiting()).isTrue();
    }
  }

  @Test
  void aNewRuleAdoptsThoseThatAreWaiting() {
    try (TestingRunner runner = connect("r1", DEV)) {
      assertThat(runner.nextDirective().hasWaiting()).isTrue();
      SetAdoptionRuleResponse response = set("dev", DEV);
      assertThat(response.getAdoptedList()).containsExactly("r1");
      assertThat(runner.work().getToken()).isNotEmpty();
    }
  }

  @Test
  void aRuleAdoptsNobodyWhoWasRejectedOrUsesTheIdOfAnAdoptedRunner() {
    set("dev", DEV);
    try (TestingRunner runner = connect("r1", DEV)) {
      runner.work();
    }
    try (TestingRunner guest = connect("r1", Map.of("env", "dev", "zone", "b"))) {
      assertThat(guest.failure()).hasMessageContaining("adopted already");
    }
    gateway.runners().rejectRunner(RejectRunnerRequest.newBuilder().setId("r1").build());
    try (TestingRunner rejected = connect("r1", DEV)) {
      assertThat(rejected.nextDirective().getRefused().getCode()).isEqualTo("REJECTED");
    }
  }

  @Test
  void rulesAreListedAndDeletedAndHaveToRestrictSomething() {
    set("dev", DEV, "127.0.0.1");
    assertThat(
            rules().listAdoptionRules(ListAdoptionRulesRequest.getDefaultInstance()).getRulesList())
        .extracting(AdoptionRule::getName, AdoptionRule::getCreatedBy)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("dev", "tester"));
    rules().deleteAdoptionRule(DeleteAdoptionRuleRequest.newBuilder().setName("dev").build());
    try (TestingRunner runner = connect("r1", DEV)) {
      assertThat(runner.nextDirective().hasWaiting()).isTrue();
    }
    assertThatThrownBy(() -> set("all", Map.of())).hasMessageContaining("give it a label");
    assertThatThrownBy(() -> set("odd", DEV, "example.com")).hasMessageContaining("no network");
    assertThatThrownBy(
            () ->
                rules()
                    .deleteAdoptionRule(
                        DeleteAdoptionRuleRequest.newBuilder().setName("dev").build()))
        .hasMessageContaining("no rule is called 'dev'");
  }

  private AdoptionRuleServiceGrpc.AdoptionRuleServiceBlockingStub rules() {
    return AdoptionRuleServiceGrpc.newBlockingStub(gateway.asUser());
  }

  private SetAdoptionRuleResponse set(String name, Map<String, String> labels, String... sources) {
    return rules()
        .setAdoptionRule(
            SetAdoptionRuleRequest.newBuilder()
                .setRule(
                    AdoptionRule.newBuilder()
                        .setName(name)
                        .putAllLabels(labels)
                        .addAllSources(List.of(sources)))
                .build());
  }

  private TestingRunner connect(String id, Map<String, String> labels) {
    return TestingRunner.connect(
        gateway.with(Optional.empty(), Optional.of(gateway.server().cookie())),
        id,
        RunnerKind.STATIC,
        labels);
  }

  private Runner get(String id) {
    return gateway.runners().getRunner(GetRunnerRequest.newBuilder().setId(id).build()).getRunner();
  }
}
