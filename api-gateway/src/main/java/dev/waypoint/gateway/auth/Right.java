package dev.waypoint.gateway.auth;

/** Who may call a method. */
public enum Right {
  /** Everybody, also without a token. A token that is shown is not looked at. */
  OPEN,
  /** With any token or none; the method looks at who calls. A bad token is refused. */
  ANYBODY,
  /** Users of every role. */
  READ,
  /** Users that are deployers or operators. */
  DEPLOY,
  /** Users that are operators. */
  OPERATE,
  /** Runners whose token names their id. */
  RUNNER
}
