package dev.waypoint.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * Ends an on-demand runner that has nothing to wait for: no job came in time, or, where it was
 * started ahead and may wait long, the server has been away for that time.
 */
final class FirstJobTimer {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Duration limit;
  private final ActiveJobs jobs;
  private final Leaving agent;
  private volatile boolean warm;
  private volatile Instant lostAt;

  FirstJobTimer(Duration limit, ActiveJobs jobs, Leaving agent) {
    this.limit = limit;
    this.jobs = jobs;
    this.agent = agent;
  }

  void start() {
    Thread.ofVirtual().name("first-job-timer").start(this::run);
  }

  /** The gateway is there. */
  void connected(boolean startedAhead) {
    warm = startedAhead;
    lostAt = null;
  }

  /** The gateway is away. */
  void lost() {
    lostAt = lostAt == null ? Instant.now() : lostAt;
  }

  private void run() {
    try {
      Instant since = Instant.now();
      while (!jobs.anyBegun() && !agent.isLeaving()) {
        Instant waiting = warm ? lostAt : since;
        if (waiting != null && Instant.now().isAfter(waiting.plus(limit))) {
          agent.leave(new ExitReason(ExitReason.Code.NO_JOB, message()), true);
          return;
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String message() {
    return (warm ? "The server was away for %d seconds." : "No job came within %d seconds.")
        .formatted(limit.toSeconds());
  }
}
