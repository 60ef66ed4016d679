package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;

/**
 * @param terminal takes what the launcher has to say and, while watching, what the task writes
 * @param cancellation tells when the call is no longer wanted
 */
public record TaskContext(Terminal terminal, Cancellation cancellation) {
  public TaskContext {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(cancellation, "cancellation is null");
  }
}
