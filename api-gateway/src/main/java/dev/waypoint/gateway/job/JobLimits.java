package dev.waypoint.gateway.job;

import java.time.Duration;

/** How long things may take, unless a job says otherwise. */
final class JobLimits {
  /** Attempts that may be lost to infrastructure. */
  static final int MAX_ATTEMPTS = 4;

  /** From a container's start until its runner has the job. */
  static final Duration CONNECT = Duration.ofMinutes(3);

  static final Duration OPERATION = Duration.ofHours(24);

  /** What a job may ask for. */
  static final Duration LONGEST_OPERATION = Duration.ofDays(7);

  /** How long a cancelled operation may take to unwind. */
  static final Duration CANCEL_GRACE = Duration.ofMinutes(2);

  private JobLimits() {}
}
