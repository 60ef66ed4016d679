package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandBackPaceTest {
  private final HandBackPace pace = new HandBackPace();

  @Test
  void tasksThatTheGatewayHeldArePlacedAgainAtOnceHoweverMany() {
    for (int i = 0; i < 100; i++) {
      assertThat(pace.next(Duration.ofMillis(500))).isZero();
    }
  }

  @Test
  void onlyASeriesOfQuickOnesIsSlowedDown() {
    Duration quick = Duration.ofMillis(10);

    assertThat(pace.next(quick)).isZero();
    assertThat(pace.next(quick)).isZero();
    assertThat(pace.next(quick)).isZero();
    assertThat(pace.next(quick)).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.next(quick)).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.next(quick)).isEqualTo(Duration.ofMillis(400));
    assertThat(pace.next(quick)).isEqualTo(Duration.ofMillis(800));
    assertThat(pace.next(quick)).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void thePauseStaysShortHoweverLongTheSeries() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(pace.next(Duration.ZERO)).isLessThanOrEqualTo(HandBackPace.LONGEST_PAUSE);
    }
  }

  @Test
  void aHeldOneEndsTheSeries() {
    for (int i = 0; i < 10; i++) {
      pace.next(Duration.ZERO);
    }
    pace.next(Duration.ofSeconds(1));

    assertThat(pace.next(Duration.ZERO)).isZero();
  }
}
