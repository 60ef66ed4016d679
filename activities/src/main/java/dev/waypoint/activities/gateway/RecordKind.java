package dev.waypoint.activities.gateway;

/** What a record is about. */
public enum RecordKind {
  BUILD,
  ARTIFACT,
  DEPLOYMENT,
  RELEASE,
  STATUS_REPORT
}
