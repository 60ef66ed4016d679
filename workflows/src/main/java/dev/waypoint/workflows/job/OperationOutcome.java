package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How a job ended.
 *
 * @param code {@code SUCCESS}, or a name of {@link dev.waypoint.workflows.failure.FailureCode}
 * @param attempts how many there were
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperationOutcome(String code, int attempts) {
  public static final String SUCCESS = "SUCCESS";
}
