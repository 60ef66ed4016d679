package dev.waypoint.gateway.job;

import dev.waypoint.gateway.record.Records;
import dev.waypoint.gateway.token.Tokens;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.RunnerMode;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What belongs to the end of a job, however it comes. */
@Singleton
final class JobEnder {
  /** On-demand runners complete their task after the delivery, with their token. */
  private static final Duration TOKEN_GRACE = Duration.ofSeconds(30);

  private final JobStore jobs;
  private final Records records;
  private final Tokens tokens;
  private final JobHub hub;
  private final Followups followups;

  JobEnder(JobStore jobs, Records records, Tokens tokens, JobHub hub, Followups followups) {
    this.jobs = jobs;
    this.records = records;
    this.tokens = tokens;
    this.hub = hub;
    this.followups = followups;
  }

  /** Ends a job that has no delivered result; does nothing when it has ended. */
  boolean end(JobRow row, String code) {
    String message = EndMessages.last(code, row);
    return jobs.end(row.id(), code, message).map(after -> finish(row, message, after)).isPresent();
  }

  /** Ends a cancelled job, unless a runner has it. */
  boolean cancelUnassigned(JobRow row) {
    String code = FailureCode.JOB_CANCELLED.name();
    String message = EndMessages.last(code, row);
    return jobs.endUnassigned(row.id(), code, message)
        .map(after -> finish(row, message, after))
        .isPresent();
  }

  /** To be called when a runner's delivery ended a job; its followers know already. */
  void delivered(JobId id, boolean onDemand, Aftermath after) {
    expireTokens(onDemand, id);
    followups.later(after);
  }

  private Aftermath finish(JobRow row, String message, Aftermath after) {
    if (row.begun()) {
      records.failUnfinished(row.id(), message);
    }
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
