package dev.waypoint.activities.task;

/** The task launcher that a profile names cannot be made; the message is for the user. */
final class LauncherException extends Exception {
  LauncherException(String message, Throwable cause) {
    super(message, cause);
  }
}
