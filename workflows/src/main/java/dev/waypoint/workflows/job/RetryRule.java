package dev.waypoint.workflows.job;

/** What may follow when a runner is lost after the operation may have begun. */
public enum RetryRule {
  /** The operation may be done again from the start: builds, status, idempotent deployments. */
  REPEATABLE,
  /**
   * Done at most once: a loss after it began ends the job with an error that says what is unknown.
   */
  AT_MOST_ONCE
}
