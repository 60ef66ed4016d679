package dev.waypoint.workflows.operation;

/** One way to have an attempt executed. */
interface AttemptPath {
  /**
   * Places the attempt and waits for its end; places it again when it is handed back. Ends soon
   * after a cancel.
   */
  AttemptEnd run(int attempt);
}
