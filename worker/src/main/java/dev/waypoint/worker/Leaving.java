package dev.waypoint.worker;

/** How the parts of a runner end it. */
interface Leaving {
  /**
   * Ends the runner; the first reason counts. Returns at once.
   *
   * @param finishing what runs is waited for; else it is interrupted
   */
  void leave(ExitReason reason, boolean finishing);

  boolean isLeaving();
}
