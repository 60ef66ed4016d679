package dev.waypoint.cli.terminal;

/** How a step of an operation stands. */
public enum StepMark {
  RUNNING,
  DONE,
  FAILED,
  WARNED
}
