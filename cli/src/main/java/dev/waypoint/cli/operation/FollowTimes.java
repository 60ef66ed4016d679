package dev.waypoint.cli.operation;

import java.time.Duration;

/**
 * When a follower says or tries something.
 *
 * @param firstHint how long a job waits until that is worth a line
 * @param secondHint how long until it is worth an explanation
 * @param firstPause before connecting again
 * @param longestPause pauses double up to this
 * @param patience how long to go on trying to connect
 */
public record FollowTimes(
    Duration firstHint,
    Duration secondHint,
    Duration firstPause,
    Duration longestPause,
    Duration patience) {
  /** 3 s, 60 s; pauses from 0.25 s to 4 s for ten minutes. */
  public static FollowTimes usual() {
    return new FollowTimes(
        Duration.ofSeconds(3),
        Duration.ofSeconds(60),
        Duration.ofMillis(250),
        Duration.ofSeconds(4),
        Duration.ofMinutes(10));
  }

  Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
  }
}
