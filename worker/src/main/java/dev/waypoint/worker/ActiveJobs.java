package dev.waypoint.worker;

import dev.waypoint.activities.run.JobListener;
import dev.waypoint.workflows.activity.AttemptInput;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what runs; tells of the first job that begins and of every one that ends. */
final class ActiveJobs implements JobListener {
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final Runnable onEnd;

  ActiveJobs(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  boolean anyBegun() {
    return begun.get() > 0;
  }

  int running() {
    return running.get();
  }

  @Override
  public void started(AttemptInput attempt) {
    begun.incrementAndGet();
    running.incrementAndGet();
  }

  @Override
  public void finished(AttemptInput attempt) {
    running.decrementAndGet();
    onEnd.run();
  }
}
