package dev.waypoint.gateway.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long a pool whose runners do not come up leaves its platform alone. */
final class PoolBackoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private PoolBackoff() {}

  /**
   * @param latest the pool's newest tasks, the newest first
   */
  static boolean over(List<TaskRow> latest, Instant now) {
    List<TaskRow> failed = latest.stream().takeWhile(task -> failed(task)).toList();
    return failed.isEmpty()
        || now.isAfter(failed.getFirst().createdAt().plus(pause(failed.size())));
  }

  static Duration pause(int failures) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** Ended, or on its end, without ever having been ready. */
  private static boolean failed(TaskRow task) {
    return task.idleAt().isEmpty() && !task.waiting() && task.job().isEmpty();
  }
}
