package dev.waypoint.activities.source;

/** The source could not be fetched; the message says from where and what to do. */
public final class SourceException extends Exception {
  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
