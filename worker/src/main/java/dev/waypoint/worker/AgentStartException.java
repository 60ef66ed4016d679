package dev.waypoint.worker;

/** An agent cannot start; the message says what to do about it. */
public final class AgentStartException extends Exception {
  public AgentStartException(String message) {
    super(message);
  }

  public AgentStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
