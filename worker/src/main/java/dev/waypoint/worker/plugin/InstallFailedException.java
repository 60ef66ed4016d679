package dev.waypoint.worker.plugin;

/**
 * A platform did not install, upgrade or remove a runner or the server. The message is written for
 * a user.
 */
public final class InstallFailedException extends Exception {
  private static final long serialVersionUID = 1;

  InstallFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
