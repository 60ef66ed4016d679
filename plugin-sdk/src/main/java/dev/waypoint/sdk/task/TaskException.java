package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

/** A launcher could not do what it was asked for. The message is written for a user. */
public class TaskException extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  public TaskException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * @param cause for the log; not shown to users
   */
  public TaskException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind is null");
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same call may go well later. */
  public enum Kind {
    /** A passing fault: the platform did not answer, was busy or short of room. */
    RETRYABLE,
    /** Wrong by itself: an image that is not there, no right to start it, a refused setting. */
    NOT_RETRYABLE
  }
}
