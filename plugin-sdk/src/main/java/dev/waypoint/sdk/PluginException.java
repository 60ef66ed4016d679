package dev.waypoint.sdk;

/**
 * An operation failed for a reason that its user has to know: a command that ended with an error,
 * an image that is not there, a platform that refused. It ends the job; it is never retried by
 * itself.
 *
 * <p>The message is all that the user sees. It names the thing, the value and, where there is one,
 * the next step, and holds no secret.
 */
public class PluginException extends Exception {
  private static final long serialVersionUID = 1;

  public PluginException(String message) {
    super(message);
  }

  /**
   * @param cause for the log; not shown to users
   */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
