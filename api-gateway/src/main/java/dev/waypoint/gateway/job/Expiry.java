package dev.waypoint.gateway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a job that is still queued ends. */
final class Expiry {
  private Expiry() {}

  /**
   * The earlier of both limits.
   *
   * @param fixed from when it was queued
   * @param pickup how long a runner may take once the job is free to begin
   */
  static Optional<Instant> of(
      Optional<Instant> fixed, Optional<Duration> pickup, Instant admitted) {
    Optional<Instant> taken = pickup.map(admitted::plus);
    if (fixed.isEmpty() || taken.isEmpty()) {
      return fixed.or(() -> taken);
    }
    return fixed.get().isBefore(taken.get()) ? fixed : taken;
  }
}
