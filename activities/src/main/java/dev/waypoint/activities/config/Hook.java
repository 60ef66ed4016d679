package dev.waypoint.activities.config;

import java.util.List;

/**
 * A command around an operation.
 *
 * @param command program and arguments; never empty
 * @param continueOnFailure whether its failure is only shown
 */
public record Hook(When when, List<String> command, boolean continueOnFailure) {
  /** On which side of the operation. */
  public enum When {
    BEFORE,
    AFTER
  }

  public Hook {
    command = List.copyOf(command);
  }
}
