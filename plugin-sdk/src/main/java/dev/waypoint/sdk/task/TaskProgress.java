package dev.waypoint.sdk.task;

import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;

/**
 * Hears from a launcher how far a task is until its process runs. Users read the reason as what
 * their job waits for. Calls return at once, whatever becomes of what they tell, and may be
 * repeated and made by any thread.
 */
public interface TaskProgress {
  /**
   * The platform does not run it yet, for this reason; what was said before holds no more.
   *
   * @param reason in the platform's words; empty: nothing is known to be in its way (any more), as
   *     when a place was found
   */
  void waits(String reason);

  /** Its process runs, or has run, whether it has written anything or not. */
  void runs();

  /** Shows each new reason as a line in the style of a warning. */
  static TaskProgress onto(Terminal terminal) {
    return new TaskProgress() {
      private String told = "";

      @Override
      public synchronized void waits(String reason) {
        if (!reason.isBlank() && !reason.equals(told)) {
          terminal.line(Style.WARNING, reason);
        }
        told = reason;
      }

      @Override
      public void runs() {}
    };
  }
}
