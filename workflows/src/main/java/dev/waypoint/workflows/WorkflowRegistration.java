package dev.waypoint.workflows;

import dev.waypoint.workflows.activity.LedgerActivities;
import dev.waypoint.workflows.failure.FailureScrubber;
import dev.waypoint.workflows.operation.OperationWorkflowImpl;
import dev.waypoint.workflows.operation.SweepWorkflowImpl;
import dev.waypoint.workflows.operation.WarmRunnerWorkflowImpl;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Sets up the workflow worker of a gateway: the workflows on {@link TaskQueues#SERVER}, with what
 * they record as local activities.
 *
 * <pre>{@code
 * WorkerFactory factory = WorkerFactory.newInstance(client, WorkflowRegistration.factoryOptions());
 * WorkflowRegistration.register(factory, ledger);
 * factory.start();
 * }</pre>
 *
 * For eager starts, workflows are to be started through the same client.
 */
public final class WorkflowRegistration {
  /** Workflows kept in memory between their tasks; others are replayed when something happens. */
  private static final int CACHED_WORKFLOWS = 1_000;

  private static final int LOCAL_ACTIVITIES = 100;
  private static final int WORKFLOW_TASKS = 100;
  private static final int WORKFLOW_POLLERS = 4;

  /**
   * The SDK's default of 1 s takes a stalled machine for a deadlocked workflow and loses the task.
   */
  private static final Duration DEADLOCK = Duration.ofSeconds(10);

  private WorkflowRegistration() {}

  /** Virtual threads, a bounded cache, and failures that are stripped of what they must not say. */
  public static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(true)
        .setWorkflowCacheSize(CACHED_WORKFLOWS)
        .setMaxWorkflowThreadCount(CACHED_WORKFLOWS * 8)
        .setWorkerInterceptors(new FailureScrubber())
        .build();
  }

  /** Polls for workflow tasks only: the ledger's activities are local ones. */
  public static WorkerOptions workerOptions() {
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setLocalActivityWorkerOnly(true)
        .setMaxConcurrentLocalActivityExecutionSize(LOCAL_ACTIVITIES)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setMaxConcurrentWorkflowTaskPollers(WORKFLOW_POLLERS)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis())
        .build();
  }

  /**
   * Adds the worker to a factory that has not been started.
   *
   * @param ledger called by many threads at once
   */
  public static Worker register(WorkerFactory factory, LedgerActivities ledger) {
    Worker worker = factory.newWorker(TaskQueues.SERVER, workerOptions());
    worker.registerWorkflowImplementationTypes(
        OperationWorkflowImpl.class, WarmRunnerWorkflowImpl.class, SweepWorkflowImpl.class);
    worker.registerActivitiesImplementations(ledger);
    return worker;
  }
}
