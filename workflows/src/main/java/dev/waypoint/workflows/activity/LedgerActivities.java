package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What the gateway records for a workflow, by local activities. All idempotent. */
@ActivityInterface
public interface LedgerActivities {
  /**
   * Makes this attempt the current one, so that earlier ones can write no more. Answers false when
   * the job has ended already (a result was delivered): then nothing more is to be run.
   */
  @ActivityMethod(name = "BeginAttempt")
  boolean beginAttempt(BeginAttempt request);

  /** Ends a job that has no delivered result; does nothing when it has. Answers the final code. */
  @ActivityMethod(name = "EndJob")
  String endJob(EndJob request);

  /** Tells whether any attempt of this job may have begun its operation. */
  @ActivityMethod(name = "HasBegun")
  boolean hasBegun(AttemptInput input);

  /**
   * Tells whether the operation may be done again from its start: no attempt has begun it, or all
   * that they have begun may be repeated. Final once a further attempt is the current one.
   */
  @ActivityMethod(name = "MayRepeat")
  boolean mayRepeat(AttemptInput input);

  /**
   * Gives this attempt an on-demand runner that was started ahead, if one is ready: that runner
   * executes the attempt and nothing else. Answers the same one when asked again.
   */
  @ActivityMethod(name = "ClaimRunner")
  ClaimedRunner claimRunner(AttemptInput input);

  /**
   * @param runnerId empty when none is ready
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ClaimedRunner(String runnerId) {
    public static final ClaimedRunner NONE = new ClaimedRunner("");
  }

  /**
   * @param cause code of what ended the attempt before
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record BeginAttempt(AttemptInput attempt, String cause) {}

  /**
   * @param code a name of {@link dev.waypoint.workflows.failure.FailureCode}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record EndJob(AttemptInput attempt, String code) {}
}
