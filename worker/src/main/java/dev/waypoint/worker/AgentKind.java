package dev.waypoint.worker;

/** Which kind of runner an agent is. */
public enum AgentKind {
  /** Runs for long, takes any job that it matches. */
  STATIC,
  /** Launched for one job: takes it, and leaves. */
  ON_DEMAND,
  /** Inside the CLI: takes the jobs addressed to its id, in the CLI's directory. */
  CLI
}
