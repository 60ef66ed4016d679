package dev.waypoint.sdk;

/**
 * Tells that what runs is no longer wanted.
 *
 * <p>When an operation is cancelled, its actions ({@link #onRequest}) run first, then the thread
 * that called the component is interrupted. A component that blocks in interruptible calls
 * therefore needs no code of its own; one that waits for something else (a child process, a call of
 * a library that ignores interrupts) registers an action that ends it. A cancelled component leaves
 * by {@link InterruptedException} once it has undone or ended what it began.
 *
 * @see CancellationSource
 */
public interface Cancellation {
  /** True from the moment at which somebody cancelled; it never becomes false again. */
  boolean requested();

  /**
   * Runs the action once when cancelling is requested; at once, in the calling thread, if it was
   * already. Actions must be short and must not throw.
   *
   * @return closing it takes the action back; use try-with-resources around what the action ends
   */
  Registration onRequest(Runnable action);

  /**
   * Returns if nothing was cancelled: for loops that do not block.
   *
   * @throws InterruptedException if cancelling was requested
   */
  default void check() throws InterruptedException {
    if (requested()) {
      throw new InterruptedException("cancelled");
    }
  }

  /** An operation that nobody can cancel. */
  static Cancellation never() {
    return new CancellationSource();
  }

  /** An action that waits for a cancellation. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    /** Takes the action back. Has no effect when it ran already. */
    @Override
    void close();
  }
}
