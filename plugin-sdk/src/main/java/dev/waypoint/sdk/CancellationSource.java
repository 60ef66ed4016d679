package dev.waypoint.sdk;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** The host's side of a {@link Cancellation}. Safe for use by several threads. */
public final class CancellationSource implements Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean requested;

  /**
   * Requests it and runs the registered actions, the latest first, in the calling thread. A second
   * call has no effect. Interrupting the thread that runs the component remains to be done by the
   * caller.
   */
  public void cancel() {
    List<Runnable> due;
    synchronized (actions) {
      requested = true;
      due = List.copyOf(actions.reversed());
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  @Override
  public boolean requested() {
    synchronized (actions) {
      return requested;
    }
  }

  @Override
  public Registration onRequest(Runnable action) {
    requireNonNull(action, "action is null");
    Runnable once = action::run;
    synchronized (actions) {
      if (!requested) {
        actions.add(once);
        return () -> remove(once);
      }
    }
    once.run();
    return () -> {};
  }

  private void remove(Runnable action) {
    synchronized (actions) {
      actions.removeIf(other -> other == action);
    }
  }
}
