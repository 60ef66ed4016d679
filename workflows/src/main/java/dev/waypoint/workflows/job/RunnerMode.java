package dev.waypoint.workflows.job;

/** Which kind of runner executes a job. */
public enum RunnerMode {
  /** A static runner of the target executes it. */
  STATIC,
  /** A runner of the target launches a fresh on-demand runner, which executes it. */
  ON_DEMAND,
  /** The CLI that queued it executes it. */
  CLI
}
