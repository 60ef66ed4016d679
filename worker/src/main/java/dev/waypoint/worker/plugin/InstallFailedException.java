package dev.waypoint.worker.plugin;

/** A platform did not install or remove a runner. The message is written for a user. */
public final class InstallFailedException extends Exception {
  private static final long serialVersionUID = 1;

  InstallFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
