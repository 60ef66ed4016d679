package dev.waypoint.workflows.operation;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/** The workflow's time, the same in every replay. */
final class Clock {
  private Clock() {}

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
