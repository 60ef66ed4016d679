package dev.waypoint.activities.config;

/** waypoint.hcl or a variable is wrong. The message is the whole text for the user. */
public final class ConfigInvalidException extends Exception {
  public ConfigInvalidException(String message) {
    super(message);
  }

  public ConfigInvalidException(String message, Throwable cause) {
    super(message, cause);
  }
}
