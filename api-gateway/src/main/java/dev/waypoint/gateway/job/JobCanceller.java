package dev.waypoint.gateway.job;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.CancelRequest;
import dev.waypoint.workflows.job.OperationWorkflow;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels jobs. Those that have ended stay as they are. */
@Singleton
final class JobCanceller {
  private static final Logger log = LoggerFactory.getLogger(JobCanceller.class);

  private final JobStore jobs;
  private final JobEnder ender;
  private final Engine engine;
  private final JobHub hub;

  JobCanceller(JobStore jobs, JobEnder ender, Engine engine, JobHub hub) {
    this.jobs = jobs;
    this.ender = ender;
    this.engine = engine;
    this.hub = hub;
  }

  /** Returns once the wish is stored and its workflow knows. */
  JobRow cancel(JobRow row, boolean force) {
    if (!jobs.requestCancel(row.id(), force)) {
      return current(row);
    }
    carryOut(current(row));
    return current(row);
  }

  /**
   * Does what follows from a stored wish. Repeating it is harmless, and needed where a crash or an
   * engine that was away came in between.
   */
  void carryOut(JobRow requested) {
    ender.cancelUnassigned(requested);
    hub.changed(requested.id());
    if (requested.admitted()) {
      signal(requested, requested.cancelForced());
    }
  }

  private void signal(JobRow row, boolean force) {
    try {
      OperationWorkflow workflow =
          engine.client().newWorkflowStub(OperationWorkflow.class, row.id().workflowId());
      workflow.cancel(new CancelRequest(force));
    } catch (WorkflowNotFoundException e) {
      log.info("job {} is cancelled; no workflow runs for it", row.id());
      if (force) {
        ender.end(current(row), FailureCode.JOB_ABANDONED.name());
      }
    }
  }

  private JobRow current(JobRow row) {
    return jobs.find(row.id()).orElse(row);
  }
}
