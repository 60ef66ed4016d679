package dev.waypoint.activities.gateway;

/** What a container's assignment is asked for. */
public enum TaskPurpose {
  START,
  WATCH,
  STOP
}
