package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InProcessEngineTest extends AbstractEngineTest {
  @Override
  Engine open() {
    return InProcessEngine.start(EngineOptions.DEFAULT_NAMESPACE);
  }

  @Test
  void saysThatItKeepsNothing() {
    assertThat(engine().durable()).isFalse();
    assertThat(engine().startedEmpty()).isTrue();
    assertThat(engine().ui()).isEmpty();
    assertThat(engine().describe()).contains("in memory");
  }
}
