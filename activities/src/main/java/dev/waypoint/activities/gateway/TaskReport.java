package dev.waypoint.activities.gateway;

import java.util.List;

/**
 * @param resource the platform's id; empty: unknown
 * @param exitCode meaningful for {@link State#EXITED} only
 * @param reason the platform's own words
 * @param outputTail the container's last lines
 */
public record TaskReport(
    State state, String resource, int exitCode, String reason, List<String> outputTail) {
  /** What happened to the container. */
  public enum State {
    STARTED,
    /** The platform has taken it, and it does not run yet; without a reason: it does now. */
    WAITING,
    EXITED,
    STOPPED,
    START_FAILED,
    STOP_FAILED
  }

  public TaskReport {
    outputTail = List.copyOf(outputTail);
  }

  public static TaskReport of(State state, String resource, String reason) {
    return new TaskReport(state, resource, 0, reason, List.of());
  }
}
