package dev.waypoint.gateway.auth;

import io.grpc.Status;

/** A refusal that the caller is meant to read: the message is complete and holds no secret. */
public class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Status.Code code;

  public ApiException(Status.Code code, String message) {
    super(message);
    this.code = code;
  }

  public Status.Code code() {
    return code;
  }

  public static ApiException notFound(String message, Object... values) {
    return new ApiException(Status.Code.NOT_FOUND, message.formatted(values));
  }

  public static ApiException invalid(String message, Object... values) {
    return new ApiException(Status.Code.INVALID_ARGUMENT, message.formatted(values));
  }

  /** The request is fine, but not in the state in which things are. */
  public static ApiException refused(String message, Object... values) {
    return new ApiException(Status.Code.FAILED_PRECONDITION, message.formatted(values));
  }

  public static ApiException denied(String message, Object... values) {
    return new ApiException(Status.Code.PERMISSION_DENIED, message.formatted(values));
  }

  public static ApiException unauthenticated(String message, Object... values) {
    return new ApiException(Status.Code.UNAUTHENTICATED, message.formatted(values));
  }
}
