package dev.waypoint.gateway.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for states that can only be asked for, the longer the less often. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMillis(100);

  private Waiting() {}

  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long pause = SHORTEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within " + PATIENCE);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 3 / 2, LONGEST.toNanos());
    }
  }

  /** Lets time pass where nothing can be asked: the network has to notice something. */
  public static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
