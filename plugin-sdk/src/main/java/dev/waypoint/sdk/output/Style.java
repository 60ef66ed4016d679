package dev.waypoint.sdk.output;

/** How a line is meant; the reader's terminal decides how it looks. */
public enum Style {
  PLAIN,
  /** The beginning of a part. */
  HEADER,
  INFO,
  SUCCESS,
  WARNING,
  ERROR
}
