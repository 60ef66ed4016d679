package dev.waypoint.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.worker.connect.GatewayTarget;
import dev.waypoint.worker.connect.TlsTrust;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AgentOptionsTest {
  @ParameterizedTest
  @CsvSource({"7, 7", "1, 1"})
  @Tag("behaviour-6")
  void aStaticRunnerHasTheConcurrencyThatItIsGiven(int given, int taken) {
    assertThat(concurrency(AgentKind.STATIC, given)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({"0", "-3"})
  @Tag("behaviour-6")
  void aStaticRunnerHasThreeSlotsForEachProcessorByDefault(int given) {
    assertThat(concurrency(AgentKind.STATIC, given))
        .isEqualTo(3 * Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest
  @EnumSource(
      value = AgentKind.class,
      names = {"ON_DEMAND", "CLI"})
  void otherRunnersHaveOneSlotWhateverIsGiven(AgentKind kind) {
    assertThat(concurrency(kind, 8)).isEqualTo(1);
  }

  private static int concurrency(AgentKind kind, int given) {
    return AgentOptions.builder(new GatewayTarget("127.0.0.1", 1, new TlsTrust.Plaintext()), kind)
        .concurrency(given)
        .build()
        .concurrency();
  }
}
