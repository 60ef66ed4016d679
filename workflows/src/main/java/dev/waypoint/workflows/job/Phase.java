package dev.waypoint.workflows.job;

/** Where a job stands. */
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
