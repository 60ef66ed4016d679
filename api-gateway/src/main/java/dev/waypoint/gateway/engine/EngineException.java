package dev.waypoint.gateway.engine;

/** An engine cannot be started or reached. The message is for the operator, complete as it is. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
