package dev.waypoint.workflows.operation;

/** Whether the job has been cancelled, and how urgently. Never taken back. */
final class CancelState {
  private boolean requested;
  private boolean forced;

  void request(boolean force) {
    requested = true;
    forced |= force;
  }

  boolean requested() {
    return requested;
  }

  boolean forced() {
    return forced;
  }
}
