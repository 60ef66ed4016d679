package dev.waypoint.sdk.testing;

import dev.waypoint.sdk.task.TaskProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Remembers what was told of a task, and waits for it. */
public final class TestingProgress implements TaskProgress {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> reasons = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private boolean running;

  @Override
  public synchronized void waits(String reason) {
    (running ? late : reasons).add(reason);
    notifyAll();
  }

  @Override
  public synchronized void runs() {
    running = true;
    notifyAll();
  }

  /** What was told before it ran, in order. */
  public synchronized List<String> reasons() {
    return List.copyOf(reasons);
  }

  /** What was told too late. */
  public synchronized List<String> reasonsAfterRunning() {
    return List.copyOf(late);
  }

  /** Returns when a reason was told that holds the text; fails after a minute. */
  public void awaitReason(String text) throws InterruptedException {
    await(() -> reasons.stream().anyMatch(reason -> reason.contains(text)), text);
  }

  /** Returns when the task was said to run; fails after a minute. */
  public void awaitRunning() throws InterruptedException {
    await(() -> running, "word that it runs");
  }

  private synchronized void await(BooleanSupplier condition, String what)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no %s; told: %s".formatted(what, reasons));
      }
      wait(left);
    }
  }
}
