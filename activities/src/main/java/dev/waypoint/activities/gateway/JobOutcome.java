package dev.waypoint.activities.gateway;

import dev.waypoint.workflows.failure.FailureCode;

/** How an attempt ended. */
public sealed interface JobOutcome {
  /** {@code SUCCESS}, or the name of the failure's code. */
  String code();

  record Succeeded(OperationResult result) implements JobOutcome {
    @Override
    public String code() {
      return "SUCCESS";
    }
  }

  /**
   * @param message for people: names the thing, the value and the next step
   */
  record Failed(FailureCode failure, String message) implements JobOutcome {
    @Override
    public String code() {
      return failure.name();
    }
  }
}
