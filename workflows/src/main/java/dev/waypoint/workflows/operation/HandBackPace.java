package dev.waypoint.workflows.operation;

import java.time.Duration;

/**
 * How soon a task that was handed back is placed again: at once. A task that the gateway held for a
 * runner paces itself; only a series of hand-backs that come faster than that is slowed down, so
 * that a fault cannot fill a history within seconds.
 */
final class HandBackPace {
  /** The gateway holds a task at least this long before it gives up on it. */
  static final Duration HELD = Duration.ofMillis(400);

  static final int FREE = 3;
  static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

  private int quick;

  /**
   * @param held how long the task was away
   */
  Duration next(Duration held) {
    if (held.compareTo(HELD) >= 0) {
      quick = 0;
      return Duration.ZERO;
    }
    quick++;
    if (quick <= FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(quick - FREE - 1, 10);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
