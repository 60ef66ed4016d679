package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LedgerActivities;
import dev.waypoint.workflows.activity.LedgerActivities.BeginAttempt;
import dev.waypoint.workflows.activity.LedgerActivities.EndJob;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.JobId;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * What the gateway records for this job. An outage of the gateway or its database only delays:
 * every call is repeated until it is answered.
 */
final class Ledger {
  /** Without a limit of time or number the SDK would not repeat a local activity at all. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private static final LocalActivityOptions OPTIONS =
      LocalActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(FOR_EVER)
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setLocalRetryThreshold(Duration.ofSeconds(5))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(200))
                  .setBackoffCoefficient(2)
                  .setMaximumInterval(Duration.ofSeconds(10))
                  .build())
          .build();

  private final JobId job;
  private LedgerActivities activities;

  Ledger(JobId job) {
    this.job = job;
  }

  /** Fences all earlier attempts; false: the job has ended already. */
  boolean begin(int attempt, FailureCode cause) {
    return activities().beginAttempt(new BeginAttempt(input(attempt), cause.name()));
  }

  /** Ends the job, unless it has a result, and answers how it has ended. */
  String end(int attempt, FailureCode code) {
    return activities().endJob(new EndJob(input(attempt), code.name()));
  }

  boolean hasBegun(int attempt) {
    return activities().hasBegun(input(attempt));
  }

  boolean mayRepeat(int attempt) {
    return activities().mayRepeat(input(attempt));
  }

  /** Made when it is needed: the course of most jobs does without. */
  private LedgerActivities activities() {
    if (activities == null) {
      activities = Workflow.newLocalActivityStub(LedgerActivities.class, OPTIONS);
    }
    return activities;
  }

  /** A runner that was started ahead and is for this attempt from now on; empty when none is. */
  String claim(int attempt) {
    return activities().claimRunner(input(attempt)).runnerId();
  }

  private AttemptInput input(int attempt) {
    return new AttemptInput(job, attempt);
  }
}
