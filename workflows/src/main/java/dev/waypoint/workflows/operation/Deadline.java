package dev.waypoint.workflows.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A point in the workflow's time, or none. */
final class Deadline {
  private final Instant end;

  private Deadline(Instant end) {
    this.end = end;
  }

  /**
   * @param limit null: without end
   */
  static Deadline of(Instant start, Duration limit) {
    return new Deadline(limit == null ? null : start.plus(limit));
  }

  static Deadline at(Instant end) {
    return new Deadline(end);
  }

  boolean passed() {
    return left().filter(left -> !left.isPositive()).isPresent();
  }

  /** Empty when it never comes. */
  Optional<Duration> left() {
    return Optional.ofNullable(end).map(e -> Duration.between(Clock.now(), e));
  }
}
