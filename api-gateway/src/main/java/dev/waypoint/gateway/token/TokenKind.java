package dev.waypoint.gateway.token;

/** What a token is good for. */
public enum TokenKind {
  /** A person's; full rights. */
  USER,
  /** Can be exchanged once for a user's. */
  INVITE,
  /** A runner's. */
  RUNNER,
  /** An on-demand runner's, for one job. */
  JOB
}
