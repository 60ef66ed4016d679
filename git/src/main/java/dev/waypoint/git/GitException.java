package dev.waypoint.git;

/** A repository cannot be reached or has not what was asked for. The message is for people. */
public final class GitException extends Exception {
  private static final long serialVersionUID = 1;

  public GitException(String message, Throwable cause) {
    super(message, cause);
  }

  public GitException(String message) {
    super(message);
  }
}
