package dev.waypoint.gateway.proxy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of the pool, with its timers. What comes after its end is dropped. */
final class Loop extends ScheduledThreadPoolExecutor {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  Loop() {
    super(
        1,
        work -> Thread.ofPlatform().daemon().name("waypoint-proxy").unstarted(work),
        new DiscardPolicy());
    setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void afterExecute(Runnable work, Throwable error) {
    super.afterExecute(work, error);
    if (work instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        log.error("a defect in the handling of polls", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
