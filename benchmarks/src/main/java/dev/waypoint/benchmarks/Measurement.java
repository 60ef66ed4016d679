package dev.waypoint.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one case gave.
 *
 * @param samples how many executions the percentiles are of
 * @param perSecond executions a second with many at once; 0: not measured
 */
public record Measurement(int samples, Duration p50, Duration p99, double perSecond) {
  static Measurement of(List<Duration> latencies, double perSecond) {
    List<Duration> sorted = new ArrayList<>(latencies);
    sorted.sort(null);
    return new Measurement(
        sorted.size(), percentile(sorted, 0.50), percentile(sorted, 0.99), perSecond);
  }

  private static Duration percentile(List<Duration> sorted, double fraction) {
    int index = (int) Math.ceil(fraction * sorted.size()) - 1;
    return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
  }

  double p50Millis() {
    return p50.toNanos() / 1e6;
  }

  double p99Millis() {
    return p99.toNanos() / 1e6;
  }
}
