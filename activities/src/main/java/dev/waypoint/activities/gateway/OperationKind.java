package dev.waypoint.activities.gateway;

/** The operations that a runner executes. */
public enum OperationKind {
  NOOP,
  BUILD,
  DEPLOY,
  RELEASE,
  DESTROY,
  STATUS,
  UP,
  INIT,
  PUSH,
  CONFIG_SYNC
}
