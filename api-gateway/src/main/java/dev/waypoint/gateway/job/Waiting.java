package dev.waypoint.gateway.job;

import dev.waypoint.workflows.job.JobId;
import java.util.Optional;

/**
 * Why a job does not run yet.
 *
 * @param reason empty when it runs or has ended
 * @param job that holds it back
 * @param ahead how many get the lock before it, without its holder
 */
record Waiting(String reason, Optional<JobId> job, int ahead) {
  static final Waiting NOTHING = new Waiting("", Optional.empty(), 0);

  static Waiting of(String reason) {
    return new Waiting(reason, Optional.empty(), 0);
  }
}
