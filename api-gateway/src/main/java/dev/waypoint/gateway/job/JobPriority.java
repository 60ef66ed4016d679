package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;

/**
 * How urgent a job is, among those that wait for the same runners: 1 goes first, 5 last.
 *
 * @param value 1 to 5
 */
record JobPriority(int value) {
  static final JobPriority DEFAULT = new JobPriority(3);
  private static final int LAST = 5;

  /**
   * @param asked 0: the default
   * @throws ApiException INVALID_ARGUMENT
   */
  static JobPriority of(int asked) {
    if (asked < 0 || asked > LAST) {
      throw ApiException.invalid(
          "a job's priority is a number from 1 (first) to %d (last), not %d", LAST, asked);
    }
    return asked == 0 ? DEFAULT : new JobPriority(asked);
  }
}
