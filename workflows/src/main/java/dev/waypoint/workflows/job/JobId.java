package dev.waypoint.workflows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one job: a ULID. */
public record JobId(@JsonValue String value) {
  @JsonCreator
  public JobId {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("a job id must not be empty");
    }
  }

  /** The id of the workflow that runs this job. */
  public String workflowId() {
    return "job/" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
