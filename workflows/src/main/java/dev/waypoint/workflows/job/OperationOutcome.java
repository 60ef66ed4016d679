package dev.waypoint.workflows.job;

/**
 * How a job ended.
 *
 * @param code {@code SUCCESS}, or a name of {@link dev.waypoint.workflows.failure.FailureCode}
 * @param attempts how many there were
 */
public record OperationOutcome(String code, int attempts) {
  public static final String SUCCESS = "SUCCESS";
}
