package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.auth.Caller;
import dev.waypoint.gateway.record.Records;
import dev.waypoint.protocol.v1.AttemptRef;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LedgerActivities.BeginAttempt;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;
import jakarta.inject.Singleton;

/** The fence: who may write to which attempt of which job. */
@Singleton
final class Attempts {
  private final JobStore jobs;

  Attempts(JobStore jobs) {
    this.jobs = jobs;
  }

  /** The runner that makes this call, and the job as far as its token allows. */
  static RunnerId caller(AttemptRef attempt) {
    if (!(Caller.current() instanceof Caller.Runner token) || token.id().isEmpty()) {
      throw ApiException.denied("only a runner can do this");
    }
    if (token.job().filter(job -> !job.value().equals(attempt.getJobId())).isPresent()) {
      throw ApiException.denied(
          "this token is for job %s, not for job %s", token.job().get(), attempt.getJobId());
    }
    return token.id().get();
  }

  /** Whether the call is made with the token of one job, as on-demand runners have it. */
  static boolean callerIsOnDemand() {
    return Caller.current() instanceof Caller.Runner token && token.job().isPresent();
  }

  JobRow require(AttemptRef attempt) {
    return jobs.find(id(attempt)).orElseThrow(() -> unknown(attempt.getJobId()));
  }

  /** The job, when the caller executes its current attempt and it has not ended. */
  JobRow requireCurrent(AttemptRef attempt) {
    RunnerId runner = caller(attempt);
    JobRow row = require(attempt);
    boolean current =
        row.attempt() == attempt.getAttempt()
            && !row.ended()
            && row.assignedRunner().filter(runner::equals).isPresent();
    if (!current) {
      throw outdated(row, attempt, runner);
    }
    return row;
  }

  /**
   * Notes, with the record that it belongs to, whether what an attempt does from now on may be done
   * again. What is finished may not: another attempt would make it anew.
   */
  Records.Check step(JobRow row, AttemptRef attempt, boolean repeatable) {
    return s -> {
      if (!jobs.step(s, row.id(), attempt.getAttempt(), repeatable)) {
        throw outdated(require(attempt), attempt, caller(attempt));
      }
    };
  }

  static ApiException outdated(JobRow row, AttemptRef attempt, RunnerId runner) {
    String why =
        row.ended()
            ? "it has ended"
            : row.attempt() == attempt.getAttempt()
                ? "the attempt is not %s's".formatted(runner)
                : "attempt %d is under way".formatted(row.attempt());
    return ApiException.refused(
        "%s: attempt %d of job %s can write no more: %s",
        FailureCode.ATTEMPT_OUTDATED, attempt.getAttempt(), row.id(), why);
  }

  static ApiException unknown(String jobId) {
    return ApiException.notFound(
        "job '%s' is not known: 'waypoint job list' shows those that are", jobId);
  }

  static JobId id(AttemptRef attempt) {
    if (attempt.getJobId().isBlank()) {
      throw ApiException.invalid("the call names no job");
    }
    return new JobId(attempt.getJobId());
  }

  static BeginAttempt begin(JobId id, int attempt, FailureCode cause) {
    return new BeginAttempt(new AttemptInput(id, attempt), cause.name());
  }
}
