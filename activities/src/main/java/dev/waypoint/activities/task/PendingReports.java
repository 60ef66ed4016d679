package dev.waypoint.activities.task;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.PatientGateway;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.sdk.task.TaskProgress;
import dev.waypoint.workflows.activity.AttemptInput;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the user read, in the words of its platform, why a container does not run yet. The launcher
 * never waits for the gateway: a thread reports the latest that was said, again while the gateway
 * is away, and ends with this.
 */
final class PendingReports implements TaskProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PendingReports.class);

  /** What is on its way when this ends: it must not arrive after what is reported next. */
  private static final Duration LAST_REPORT = Duration.ofSeconds(1);

  private final JobGateway gateway;
  private final AttemptInput attempt;

  /** As known at the gateway, once all is reported; null: unknown. */
  private String told;

  private String next;
  private boolean runs;
  private boolean reporting;
  private boolean closed;
  private Thread thread;

  private PendingReports(JobGateway gateway, AttemptInput attempt, String told) {
    this.gateway = new PatientGateway(gateway, this::isOutdated);
    this.attempt = attempt;
    this.told = told;
  }

  /** Of a container that nobody else has reported a reason of. */
  static PendingReports first(JobGateway gateway, AttemptInput attempt) {
    return new PendingReports(gateway, attempt, "");
  }

  /** Of a container that another call, maybe in another process, may have reported a reason of. */
  static PendingReports again(JobGateway gateway, AttemptInput attempt) {
    return new PendingReports(gateway, attempt, null);
  }

  @Override
  public synchronized void waits(String reason) {
    if (!runs) {
      tell(reason);
    }
  }

  @Override
  public synchronized void runs() {
    if (!runs) {
      runs = true;
      tell("");
    }
  }

  private void tell(String reason) {
    if (closed || reason.equals(told)) {
      return;
    }
    told = reason;
    next = reason;
    notifyAll();
    if (thread == null) {
      thread = Thread.ofVirtual().name("task-progress").start(this::work);
    }
  }

  private void work() {
    try {
      for (String reason = take(); reason != null; reason = take()) {
        report(reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended();
    }
  }

  /** Null: nothing more is reported. */
  private synchronized String take() throws InterruptedException {
    ended();
    while (next == null && !closed) {
      wait();
    }
    String reason = closed ? null : next;
    next = null;
    reporting = reason != null;
    return reason;
  }

  /** Something else is to be told, or nothing any more. */
  private synchronized boolean isOutdated() {
    return closed || next != null;
  }

  private synchronized void ended() {
    reporting = false;
    notifyAll();
  }

  /** What cannot be told must not end the watch. */
  private void report(String reason) throws InterruptedException {
    try {
      gateway.reportTask(attempt, TaskReport.of(TaskReport.State.WAITING, "", reason));
    } catch (GatewayException e) {
      LOG.debug("why the container of {} waits could not be reported", attempt, e);
    }
  }

  /** Drops what was not reported yet; waits a moment for what is on its way. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    long end = System.nanoTime() + LAST_REPORT.toNanos();
    try {
      for (long left = LAST_REPORT.toNanos(); reporting && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread != null) {
      thread.interrupt();
    }
  }
}
