package dev.waypoint.gateway.job;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.workflows.job.JobId;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationWorkflow;
import dev.waypoint.workflows.job.SearchAttributes;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of jobs. Starting one that runs does nothing; one that cannot be started now
 * is started by {@link JobRepair} later.
 */
@Singleton
final class WorkflowLauncher {
  private static final Logger log = LoggerFactory.getLogger(WorkflowLauncher.class);

  private static final int FAIRNESS_KEY = 64;

  private final Engine engine;
  private final JobStore jobs;
  private final JobTasks tasks;
  private final Clock clock;
  private final boolean searchAttributes;
  private final ConcurrentLinkedQueue<JobId> started = new ConcurrentLinkedQueue<>();

  WorkflowLauncher(Engine engine, JobStore jobs, JobTasks tasks, Clock clock) {
    this.engine = engine;
    this.jobs = jobs;
    this.tasks = tasks;
    this.clock = clock;
    this.searchAttributes =
        engine.durable()
            && engine.registerSearchAttributes(
                SearchAttributes.ALL.stream().map(key -> key.getName()).toList());
  }

  void start(NewJob job) {
    JobSpec spec = job.spec();
    OperationInput input =
        input(
            job.id(),
            spec.getOperation().name(),
            job.placement(),
            job.retryRule(),
            1,
            job.expireTimeFrom(clock.instant()),
            job.operationTimeout());
    start(input, spec.getApplication(), spec.getWorkspace(), job.priority());
  }

  /** Submits a stored job, whose current attempt is to be the workflow's first. */
  boolean start(JobRow row) {
    Placement placement =
        new Placement(row.mode(), row.target(), row.profile(), row.pluginType(), List.of());
    OperationInput input =
        input(
            row.id(),
            row.operation().name(),
            placement,
            row.retryRule(),
            row.attempt(),
            row.expireTime(),
            row.operationTimeout());
    ApplicationRef application =
        ApplicationRef.newBuilder()
            .setProject(row.project())
            .setApplication(row.application())
            .build();
    return start(input, application, row.workspace(), row.priority());
  }

  /** Notes in the database which workflows were started since the last call. */
  void flushStarted() {
    Collection<JobId> ids = new ArrayList<>();
    for (JobId id = started.poll(); id != null; id = started.poll()) {
      ids.add(id);
    }
    if (!ids.isEmpty()) {
      jobs.markStarted(ids);
    }
  }

  private boolean start(
      OperationInput input, ApplicationRef application, String workspace, JobPriority priority) {
    try {
      engine
          .client()
          .newUntypedWorkflowStub(
              OperationWorkflow.TYPE, options(input, application, workspace, priority))
          .start(input);
      started.add(input.jobId());
      return true;
    } catch (RuntimeException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      log.warn(
          "the workflow of job {} could not be started; it is tried again: {}",
          input.jobId(),
          cause.getMessage());
      log.debug("starting the workflow of job {} failed", input.jobId(), e);
      return false;
    }
  }

  private WorkflowOptions options(
      OperationInput input, ApplicationRef application, String workspace, JobPriority priority) {
    WorkflowOptions.Builder options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(input.jobId().workflowId())
            .setTaskQueue(TaskQueues.SERVER)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setDisableEagerExecution(false)
            .setPriority(
                Priority.newBuilder()
                    .setPriorityKey(priority.value())
                    .setFairnessKey(fairnessKey(application.getProject()))
                    .build())
            .setStaticSummary(
                "%s of %s/%s in %s"
                    .formatted(
                        input.operation(),
                        application.getProject(),
                        application.getApplication(),
                        workspace))
            .setStaticDetails(
                "job %s, mode %s, for %s"
                    .formatted(input.jobId(), input.mode(), input.target().describe()));
    if (searchAttributes) {
      options.setTypedSearchAttributes(
          io.temporal.common.SearchAttributes.newBuilder()
              .set(SearchAttributes.PROJECT, application.getProject())
              .set(SearchAttributes.APPLICATION, application.getApplication())
              .set(SearchAttributes.WORKSPACE, workspace)
              .set(SearchAttributes.OPERATION, input.operation())
              .set(SearchAttributes.STATE, "QUEUED")
              .build());
    }
    return options.build();
  }

  /** Projects share what runners there are; an engine takes up to 64 bytes for a name. */
  private static String fairnessKey(String project) {
    byte[] bytes = project.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= FAIRNESS_KEY ? project : UUID.nameUUIDFromBytes(bytes).toString();
  }

  private OperationInput input(
      JobId id,
      String operation,
      Placement placement,
      dev.waypoint.workflows.job.RetryRule rule,
      int firstAttempt,
      Optional<Instant> expires,
      Optional<Duration> operationTimeout) {
    Duration queueTimeout =
        expires
            .map(at -> Duration.between(clock.instant(), at))
            .map(left -> left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left)
            .orElse(null);
    return new OperationInput(
            id,
            operation.toLowerCase(Locale.ROOT),
            placement.mode(),
            placement.target(),
            rule,
            firstAttempt,
            JobLimits.MAX_ATTEMPTS,
            queueTimeout,
            JobLimits.CONNECT,
            operationTimeout.orElse(JobLimits.OPERATION),
            JobLimits.CANCEL_GRACE)
        .withSearchAttributes(searchAttributes)
        .withWarm(tasks.keepsRunnersFor(placement));
  }
}
