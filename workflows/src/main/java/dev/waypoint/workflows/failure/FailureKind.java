package dev.waypoint.workflows.failure;

/** Whose matter a failure is; decides whether another attempt can help. */
public enum FailureKind {
  /** The user's input, configuration or program. */
  USER_ERROR,
  /** The platform refused or broke. */
  PLATFORM_ERROR,
  /** The runner went away. */
  RUNNER_LOST,
  /** Nothing is free or permitted to take it. */
  INSUFFICIENT_RESOURCES,
  /** Somebody ended it. */
  CANCELLED,
  /** A defect of waypoint. */
  INTERNAL
}
