package dev.waypoint.cli.command.server;

import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.net.BindException;

/** Why a server did not start: the words of the innermost cause that says something. */
final class StartFailure {
  private StartFailure() {}

  static String message(Throwable failure) {
    String message = failure.getMessage();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "an address is in use: %s; choose another with -listen-grpc or -listen-http"
            .formatted(cause.getMessage());
      }
      if (cause instanceof IOException fault) {
        message = FileFault.reason(fault);
      } else if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        message = cause.getMessage();
      }
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
