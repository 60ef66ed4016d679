package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.output.Terminal;

/**
 * @param terminal takes what the launcher has to say and, while watching, what the task writes
 * @param cancellation tells when the call is no longer wanted
 * @param progress hears, while a task is started and watched, why it does not run yet, and that it
 *     does
 */
public record TaskContext(Terminal terminal, Cancellation cancellation, TaskProgress progress) {
  public TaskContext {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(cancellation, "cancellation is null");
    requireNonNull(progress, "progress is null");
  }

  /** Shows on the terminal why a task does not run yet. */
  public TaskContext(Terminal terminal, Cancellation cancellation) {
    this(terminal, cancellation, TaskProgress.onto(terminal));
  }
}
