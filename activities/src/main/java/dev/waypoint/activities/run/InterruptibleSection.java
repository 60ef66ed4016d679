package dev.waypoint.activities.run;

import dev.waypoint.sdk.CancellationSource;
import java.time.Duration;

/**
 * The part of an attempt that cancelling may interrupt: the operation, but not the delivery of its
 * result. Whoever loses the attempt may interrupt anything.
 */
final class InterruptibleSection {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CancellationSource cancellation = new CancellationSource();
  private Thread worker;
  private boolean open;
  private boolean cancelled;
  private boolean lost;
  private long interruptedAt;

  CancellationSource cancellation() {
    return cancellation;
  }

  /** Called by the thread that does the work, before anything else. */
  synchronized void attach() {
    worker = Thread.currentThread();
    if (lost) {
      worker.interrupt();
    }
  }

  /** From here on cancelling interrupts; at once if it came before. */
  void enter() throws InterruptedException {
    synchronized (this) {
      open = true;
    }
    cancellation.check();
  }

  /** From here on it does not; an interruption that came too late is forgotten. */
  synchronized void leave() {
    open = false;
    if (!lost) {
      Thread.interrupted();
    }
  }

  /**
   * Interrupts; repeating it has no effect until work that swallowed the interruption had its time
   * to clean up.
   */
  void cancel() {
    synchronized (this) {
      cancelled = true;
      if (interruptedAt != 0 && System.nanoTime() - interruptedAt < PATIENCE.toNanos()) {
        return;
      }
      interruptedAt = System.nanoTime();
    }
    cancellation.cancel();
    synchronized (this) {
      if (open && worker != null) {
        worker.interrupt();
      }
    }
  }

  /** The attempt is over: nothing it does counts any more. */
  void lose() {
    synchronized (this) {
      lost = true;
    }
    cancellation.cancel();
    synchronized (this) {
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean isLost() {
    return lost;
  }
}
