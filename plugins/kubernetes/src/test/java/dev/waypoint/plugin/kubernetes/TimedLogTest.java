package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedLogTest {
  private static final String LOG =
      """
      2026-11-22T18:00:00.000000001Z first
      2026-11-22T18:00:00.000000001Z
      2026-11-22T20:00:01.5+02:00 with spaces  and äöü
      the cluster's own words
      2026-11-22T18:00:02Z no end\
      """
          .replace("01Z\n2026", "01Z \n2026");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 33, 1000})
  void timesAreTakenFromTheLinesWhereverThePiecesEnd(int size) {
    StringBuilder text = new StringBuilder();
    List<Instant> times = new ArrayList<>();
    TimedLog log =
        new TimedLog(
            (at, bytes, from, length) -> {
              text.append(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
              times.add(at);
            });
    byte[] bytes = LOG.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += size) {
      log.take(Arrays.copyOfRange(bytes, i, Math.min(i + size, bytes.length)));
    }

    assertThat(
            new String(
                text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .isEqualTo("first\n\nwith spaces  and äöü\nthe cluster's own words\nno end");
    assertThat(times.stream().distinct())
        .containsExactly(
            Instant.parse("2026-11-22T18:00:00.000000001Z"),
            Instant.parse("2026-11-22T18:00:01.5Z"),
            Instant.parse("2026-11-22T18:00:02Z"));
  }
}
