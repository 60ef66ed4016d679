package dev.waypoint.gateway.snapshot;

/** A snapshot cannot be used, or not be made; the message says why and what to do. */
public final class SnapshotException extends Exception {
  private static final long serialVersionUID = 1;

  SnapshotException(String message, Object... values) {
    super(message.formatted(values));
  }

  SnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
