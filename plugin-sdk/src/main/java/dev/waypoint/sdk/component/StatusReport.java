package dev.waypoint.sdk.component;

import static java.util.Objects.requireNonNull;

/**
 * @param message one sentence that says what was looked at and what was found
 */
public record StatusReport(Health health, String message) {
  public StatusReport {
    requireNonNull(health, "health is null");
    requireNonNull(message, "message is null");
  }

  /** The report of a component that cannot tell. */
  public static StatusReport unsupported() {
    return new StatusReport(Health.UNKNOWN, "the plugin does not report status");
  }
}
