package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

/**
 * How a task ended.
 *
 * @param exitCode the process's own; {@link #NO_EXIT_CODE} where there is none
 * @param cause what ended it
 * @param message one sentence in the platform's words, such as the name of the signal or the memory
 *     limit
 */
public record TaskExit(int exitCode, Cause cause, String message) {
  /** The exit code of a task that had no process, or whose process nobody can ask any more. */
  public static final int NO_EXIT_CODE = -1;

  public TaskExit {
    requireNonNull(cause, "cause is null");
    requireNonNull(message, "message is null");
  }

  /** True if the process ended by itself, with code 0. */
  public boolean success() {
    return cause == Cause.EXITED && exitCode == 0;
  }

  /** What ended a task. */
  public enum Cause {
    /** The process ended by itself, with whatever code. */
    EXITED,
    /** It used more memory than it may. */
    OUT_OF_MEMORY,
    /** Somebody stopped it: {@link TaskLauncher#stopTask}, an operator, an eviction. */
    KILLED,
    /** The platform accepted it, but never could run it. */
    NOT_STARTED,
    /** There is no such task: it never was, or was removed, and nobody knows how it ended. */
    GONE
  }
}
