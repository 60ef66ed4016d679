package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;

/** How one attempt ended. */
sealed interface AttemptEnd {
  /** Its result was delivered: the gateway has ended the job. */
  record Delivered(String code) implements AttemptEnd {}

  /** It ended without a result. */
  record Failed(FailureCode code) implements AttemptEnd {}

  /**
   * The job was cancelled and has no result.
   *
   * @param settled known to do nothing more; else what it did last may be unknown
   */
  record Cancelled(boolean settled) implements AttemptEnd {}
}
