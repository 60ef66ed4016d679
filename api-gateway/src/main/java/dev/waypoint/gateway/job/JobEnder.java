package dev.waypoint.gateway.job;

import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What belongs to the end of a job, however it comes. */
@Singleton
final class JobEnder {
  /** On-demand runners complete their task after the delivery, with their token. */
  private static final Duration TOKEN_GRACE = Duration.ofSeconds(30);

  private final JobStore jobs;
  private final Tokens tokens;
  private final JobHub hub;
  private final Followups followups;

  JobEnder(JobStore jobs, Tokens tokens, JobHub hub, Followups followups) {
    this.jobs = jobs;
    this.tokens = tokens;
    this.hub = hub;
    this.followups = followups;
  }

  /** Ends a job that has no delivered result; does nothing when it has ended. */
  boolean end(JobRow row, String code) {
    return jobs.end(row.id(), code, EndMessages.last(code, row))
        .map(after -> finish(row, after))
        .isPresent();
  }

  /**
   * Ends a cancelled job, unless a runner has it. What a lost attempt did of something that is done
   * at most once stays unknown.
   */
  boolean cancelUnassigned(JobRow row) {
    boolean halfDone = row.begun() && row.retryRule() == RetryRule.AT_MOST_ONCE;
    String code = (halfDone ? FailureCode.JOB_ABANDONED : FailureCode.JOB_CANCELLED).name();
    return jobs.endUnassigned(row.id(), code, EndMessages.last(code, row))
        .map(after -> finish(row, after))
        .isPresent();
  }

  /** To be called when a runner's delivery ended a job; its followers know already. */
  void delivered(JobId id, boolean onDemand, Aftermath after) {
    expireTokens(onDemand, id);
    followups.later(after);
  }

  private Aftermath finish(JobRow row, Aftermath after) {
    expireTokens(row.mode() == RunnerMode.ON_DEMAND, row.id());
    hub.changed(row.id());
    followups.later(after);
    return after;
  }

  private void expireTokens(boolean onDemand, JobId id) {
    if (onDemand) {
      tokens.expireOfJob(id, TOKEN_GRACE);
    }
  }
}
