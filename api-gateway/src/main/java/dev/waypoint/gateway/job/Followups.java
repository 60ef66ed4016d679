package dev.waypoint.gateway.job;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.job.CancelRequest;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OperationWorkflow;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what follows from a committed {@link Aftermath}. What a crash prevents is done by {@link
 * JobRepair} later.
 */
@Singleton
final class Followups {
  private static final Logger log = LoggerFactory.getLogger(Followups.class);

  private final JobStore jobs;
  private final WorkflowLauncher launcher;
  private final Engine engine;
  private final JobHub hub;

  Followups(JobStore jobs, WorkflowLauncher launcher, Engine engine, JobHub hub) {
    this.jobs = jobs;
    this.launcher = launcher;
    this.engine = engine;
    this.hub = hub;
  }

  /** Returns at once; costs nothing when there is nothing to do. */
  void later(Aftermath after) {
    if (!after.isEmpty()) {
      Thread.ofVirtual().name("job-followups").start(() -> now(after));
    }
  }

  /** Returns when the engine has what it is to run. */
  void now(Aftermath after) {
    after.ended().forEach(this::ended);
    after.admitted().forEach(this::begin);
  }

  private void begin(JobId id) {
    Optional<JobRow> row = jobs.find(id).filter(job -> !job.ended());
    row.ifPresent(launcher::start);
    hub.changed(id);
  }

  /** One that was replaced may have a workflow, which waits for a runner or launches one. */
  private void ended(JobId id) {
    hub.changed(id);
    if (jobs.find(id).filter(JobRow::admitted).isEmpty()) {
      return;
    }
    try {
      engine
          .client()
          .newWorkflowStub(OperationWorkflow.class, id.workflowId())
          .cancel(new CancelRequest(false));
    } catch (WorkflowNotFoundException e) {
      log.debug("no workflow runs for job {}", id);
    } catch (RuntimeException e) {
      log.warn("the workflow of job {}, which has ended, could not be told", id, e);
    }
  }
}
