package dev.waypoint.gateway.runner;

import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.target.RunnerId;

/** The jobs that wait for the on-demand runners that were launched for them. */
public interface HeldJobs {
  /** Whether this job is still to be executed, or is being executed, by this runner. */
  boolean isHeld(JobId jobId, RunnerId runnerId);

  /** The runner that was launched for this has connected. */
  void connected(JobId jobId, RunnerId runnerId);
}
