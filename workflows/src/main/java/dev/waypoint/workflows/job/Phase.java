package dev.waypoint.workflows.job;

/**
 * Where a job stands. A workflow does not see that a runner takes its task, as that would cost
 * every job two more steps: its own status stays {@link #QUEUED} or {@link #CONNECTING} until the
 * job ends, and the gateway, whom the runner asks for the assignment, knows {@link #RUNNING}.
 */
public enum Phase {
  /** Waits until a runner of the target takes it. */
  QUEUED,
  /** A runner of the target launches the on-demand runner. */
  STARTING,
  /** The on-demand runner is up; the job is held until it connects. */
  CONNECTING,
  /** A runner has it. */
  RUNNING,
  /** Cancelled; the operation unwinds. */
  CANCELLING,
  /** The on-demand runner is being removed. */
  STOPPING,
  /** Over. */
  ENDED
}
