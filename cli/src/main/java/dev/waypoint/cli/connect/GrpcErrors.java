package dev.waypoint.cli.connect;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Optional;

/** What a failed call means to the user. */
public final class GrpcErrors {
  private GrpcErrors() {}

  /** The server's own words where it has some, with a next step where only we know one. */
  public static String message(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String words =
        Optional.ofNullable(status.getDescription())
            .filter(text -> !text.isBlank())
            .orElse(status.getCode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return switch (status.getCode()) {
      case UNAUTHENTICATED ->
          "the server does not accept the token: %s; log in with 'waypoint login -token TOKEN ADDRESS' or set WAYPOINT_SERVER_TOKEN"
              .formatted(words);
      case UNAVAILABLE -> "the connection to the server failed: " + cause(failure, words);
      case DEADLINE_EXCEEDED -> "the server did not answer in time: " + words;
      case UNIMPLEMENTED -> "the server is too old for this command: " + words;
      default -> words;
    };
  }

  private static String cause(StatusRuntimeException failure, String words) {
    Throwable cause = failure.getCause();
    return cause == null || cause.getMessage() == null
        ? words
        : words + " (" + cause.getMessage() + ")";
  }
}
