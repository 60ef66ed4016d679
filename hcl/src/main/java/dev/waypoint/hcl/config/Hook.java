package dev.waypoint.hcl.config;

import java.util.List;
import java.util.Objects;

/**
 * A command that runs beside a stage.
 *
 * @param when before or after the stage
 * @param command the program and its arguments
 * @param onFailure what becomes of the operation when the command fails, by default {@link
 *     OnFailure#FAIL}
 */
public record Hook(When when, List<String> command, OnFailure onFailure) {
  public Hook {
    Objects.requireNonNull(when, "when is null");
    Objects.requireNonNull(onFailure, "onFailure is null");
    command = List.copyOf(command);
  }

  /** The moment of a hook. */
  public enum When {
    /** Before the stage. */
    BEFORE,
    /** After the stage has succeeded. */
    AFTER
  }

  /** What follows from a failure. */
  public enum OnFailure {
    /** The operation fails. */
    FAIL,
    /** The operation goes on. */
    CONTINUE
  }
}
