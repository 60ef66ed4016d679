package dev.waypoint.cli.terminal;

/** What a line is to the reader. */
public enum Style {
  PLAIN,
  HEADER,
  INFO,
  SUCCESS,
  WARNING,
  ERROR
}
