package dev.waypoint.activities.operation;

import dev.waypoint.workflows.failure.FailureCode;

/** The job failed; the message is for the user. */
public final class OperationException extends Exception {
  private final FailureCode code;

  public OperationException(FailureCode code, String message) {
    this(code, message, null);
  }

  public OperationException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  static OperationException failed(String message) {
    return new OperationException(FailureCode.OPERATION_FAILED, message);
  }

  static OperationException invalid(Exception cause) {
    return new OperationException(FailureCode.CONFIG_INVALID, cause.getMessage(), cause);
  }
}
