package dev.waypoint.gateway.proxy;

import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** One of Temporal's task queues as the pool sees it. Touched by the pool's thread alone. */
final class RealQueue {
  private static final int MOST_DOUBLINGS = 10;

  private final String name;
  private final int cap;
  private final Set<RunnerPoll> waiting = new LinkedHashSet<>();
  private final Deque<Parked> parked = new ArrayDeque<>();
  private int open;
  private int errorsInARow;
  private boolean pausing;

  RealQueue(String name, int cap) {
    this.name = name;
    this.cap = cap;
  }

  String name() {
    return name;
  }

  /** Polls of entitled runners, the longest waiting first. */
  Set<RunnerPoll> waiting() {
    return waiting;
  }

  /** Tasks that wait for a poll, the oldest first. */
  Deque<Parked> parked() {
    return parked;
  }

  /** The task that goes first. Only when there are some. */
  Parked mostUrgent() {
    return Collections.min(parked);
  }

  boolean wantsPoll() {
    return !pausing && open < Math.min(cap, waiting.size());
  }

  int open() {
    return open;
  }

  void opened() {
    open++;
  }

  void closed() {
    open--;
  }

  void succeeded() {
    errorsInARow = 0;
  }

  /** How long to open no poll. */
  Duration pauseAfterError(ProxySettings settings) {
    long doubled = settings.firstBackoff().toMillis() << Math.min(errorsInARow, MOST_DOUBLINGS);
    errorsInARow++;
    pausing = true;
    long longest = Math.min(doubled, settings.longestBackoff().toMillis());
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  void resume() {
    pausing = false;
  }

  boolean isPausing() {
    return pausing;
  }

  boolean isFirstError() {
    return errorsInARow == 1;
  }

  boolean isIdle() {
    return waiting.isEmpty() && parked.isEmpty() && open == 0 && !pausing;
  }

  /**
   * A task without a runner. The most urgent are the first, among equals the oldest.
   *
   * @param sinceNanos when it came, on the clock of {@link System#nanoTime}
   */
  record Parked(PollActivityTaskQueueResponse task, long sinceNanos, Future<?> end)
      implements Comparable<Parked> {
    private static final int USUAL = 3;

    @Override
    public int compareTo(Parked other) {
      int urgency = Integer.compare(urgency(), other.urgency());
      return urgency != 0 ? urgency : Long.signum(sinceNanos - other.sinceNanos);
    }

    private int urgency() {
      int key = task.getPriority().getPriorityKey();
      return key == 0 ? USUAL : key;
    }
  }
}
