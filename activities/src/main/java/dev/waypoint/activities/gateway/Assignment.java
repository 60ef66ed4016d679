package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Optional;

/**
 * What to run.
 *
 * @param spec meaningful for {@link Verdict#RUN} only
 * @param serverVariables values that the project has on the server
 * @param serverHcl used where neither the job nor its source has a waypoint.hcl
 * @param config of this job alone; never to be set process-wide
 * @param serverCookie salt of the hashes of sensitive values
 * @param nextOutputOffset within this attempt
 * @param deliveredError for {@link Verdict#ALREADY_DELIVERED}: empty when the job succeeded
 */
public record Assignment(
    Verdict verdict,
    JobSpec spec,
    List<VariableInput> serverVariables,
    Optional<HclFile> serverHcl,
    KeptConfig config,
    String serverCookie,
    long nextOutputOffset,
    Optional<JobOutcome.Failed> deliveredError) {
  /** Whether this attempt is to run. */
  public enum Verdict {
    RUN,
    /** The job has its result. */
    ALREADY_DELIVERED,
    /** A later attempt is under way. */
    OUTDATED,
    /** The job is being cancelled. */
    CANCELLED
  }

  public Assignment {
    serverVariables = List.copyOf(serverVariables);
  }
}
