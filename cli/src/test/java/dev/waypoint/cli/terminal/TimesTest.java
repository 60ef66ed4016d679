package dev.waypoint.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "0, now",
    "1, 1 second ago",
    "59, 59 seconds ago",
    "60, 1 minute ago",
    "7200, 2 hours ago",
    "172800, 2 days ago",
    "-30, in 30 seconds"
  })
  void anAgeIsOneUnit(long seconds, String text) {
    assertThat(Times.ago(at(seconds), CLOCK)).isEqualTo(text);
  }

  @Test
  void aTimeThatIsNotSetIsEmpty() {
    assertThat(Times.ago(Timestamp.getDefaultInstance(), CLOCK)).isEmpty();
    assertThat(Times.full(Timestamp.getDefaultInstance(), CLOCK)).isEmpty();
  }

  @Test
  void aFullTimeIsInUtc() {
    assertThat(Times.full(at(60), CLOCK)).isEqualTo("2026-01-01T11:59:00Z (1 minute ago)");
  }

  private static Timestamp at(long secondsAgo) {
    return Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - secondsAgo).build();
  }
}
