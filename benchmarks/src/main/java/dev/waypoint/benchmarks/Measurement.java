package dev.waypoint.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one case gave.
 *
 * @param samples how many executions the percentiles are of
 * @param perSecond executions a second with many at once; 0: not measured
 * @param processor time on the processors for one execution, of all processes together, with many
 *     at once
 */
public record Measurement(
    int samples, Duration p50, Duration p99, double perSecond, Duration processor) {
  static Measurement of(List<Duration> latencies) {
    List<Duration> sorted = new ArrayList<>(latencies);
    sorted.sort(null);
    return new Measurement(
        sorted.size(), percentile(sorted, 0.50), percentile(sorted, 0.99), 0, Duration.ZERO);
  }

  Measurement withRate(double rate, Duration processorEach) {
    return new Measurement(samples, p50, p99, rate, processorEach);
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

  double processorMillis() {
    return processor.toNanos() / 1e6;
  }
}
