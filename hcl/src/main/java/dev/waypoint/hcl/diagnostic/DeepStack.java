package dev.waypoint.hcl.diagnostic;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Does work whose depth is bounded, but may be too much for the stack of the calling thread. Such
 * work is begun anew on a thread with a large stack, so it must not have effects that add up.
 */
public final class DeepStack {
  private static final long STACK_BYTES = 64L << 20;

  private DeepStack() {}

  /** The result of some work; blocks until it is done. What the work throws is thrown. */
  public static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError _) {
      return elsewhere(work);
    }
  }

  private static <T> T elsewhere(Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> problem = new AtomicReference<>();
    Thread thread = new Thread(null, () -> result.set(work.get()), "hcl-deep", STACK_BYTES);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((_, thrown) -> problem.set(thrown));
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (problem.get()) {
      case null -> {
        return result.get();
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }
}
