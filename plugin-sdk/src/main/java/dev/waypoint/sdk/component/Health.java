package dev.waypoint.sdk.component;

/** How something deployed is. */
public enum Health {
  /** Nobody can tell. */
  UNKNOWN,
  /** It runs, but does not take traffic yet, or whether it does is not known. */
  ALIVE,
  /** It runs and takes traffic. */
  READY,
  /** Some of its parts are well. */
  PARTIAL,
  /** It is there, but does not run. */
  DOWN,
  /** It is not there. */
  MISSING
}
