package dev.waypoint.worker.gateway;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.GatewayException.Kind;
import dev.waypoint.workflows.failure.FailureCode;
import io.grpc.StatusRuntimeException;

/** What a failed call means for the attempt that made it. */
final class Refusals {
  private Refusals() {}

  /**
   * @throws InterruptedException when the call ended because its thread was interrupted
   */
  static GatewayException translate(StatusRuntimeException e) throws InterruptedException {
    String description = e.getStatus().getDescription();
    String message = description == null ? e.getStatus().getCode().name() : description;
    return switch (e.getStatus().getCode()) {
      case CANCELLED -> {
        if (Thread.interrupted()) {
          throw new InterruptedException(message);
        }
        yield new GatewayException(Kind.UNAVAILABLE, message, e);
      }
      case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED ->
          new GatewayException(Kind.UNAVAILABLE, message, e);
      case INTERNAL, UNKNOWN -> new GatewayException(Kind.FAULT, message, e);
      case RESOURCE_EXHAUSTED ->
          new GatewayException(
              message.contains("larger than max") ? Kind.REFUSED : Kind.UNAVAILABLE, message, e);
      case FAILED_PRECONDITION ->
          new GatewayException(
              message.startsWith(FailureCode.ATTEMPT_OUTDATED.name())
                  ? Kind.OUTDATED
                  : Kind.REFUSED,
              message,
              e);
      case PERMISSION_DENIED, UNAUTHENTICATED -> new GatewayException(Kind.DENIED, message, e);
      default -> new GatewayException(Kind.REFUSED, message, e);
    };
  }
}
