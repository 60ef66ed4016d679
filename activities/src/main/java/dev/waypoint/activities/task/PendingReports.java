package dev.waypoint.activities.task;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.gateway.TaskReport;
import dev.waypoint.workflows.activity.AttemptInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the user read, in the words of its platform, why a container does not run yet. */
final class PendingReports implements TailTerminal.Progress {
  private static final Logger LOG = LoggerFactory.getLogger(PendingReports.class);

  private final JobGateway gateway;
  private final AttemptInput attempt;
  private boolean waits;
  private boolean runs;

  PendingReports(JobGateway gateway, AttemptInput attempt) {
    this.gateway = gateway;
    this.attempt = attempt;
  }

  @Override
  public synchronized void waits(String reason) {
    if (!runs) {
      waits = true;
      report(reason);
    }
  }

  @Override
  public synchronized void writes() {
    if (!runs && waits) {
      report("");
    }
    runs = true;
  }

  /** What cannot be told must not end the watch. */
  private void report(String reason) {
    try {
      gateway.reportTask(attempt, TaskReport.of(TaskReport.State.WAITING, "", reason));
    } catch (GatewayException e) {
      LOG.debug("why the container of {} waits could not be reported", attempt, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
