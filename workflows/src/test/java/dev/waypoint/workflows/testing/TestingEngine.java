package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.WorkflowRegistration;
import dev.waypoint.workflows.failure.FailureScrubber;
import dev.waypoint.workflows.job.CancelRequest;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.OperationStatus;
import dev.waypoint.workflows.job.OperationWorkflow;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine with a workflow worker and any runners, for one job: the in-process one, which skips
 * time, or a real server when {@value #SERVER} names its address. That needs a namespace for each
 * test: t0, t1 and so on.
 */
public final class TestingEngine implements AutoCloseable {
  static final String SERVER = "waypoint.test.engine";

  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final TestWorkflowEnvironment environment;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private WorkflowStub workflow;
  private OperationInput input;

  private TestingEngine(boolean shortLimits) {
    WorkerFactoryOptions.Builder options =
        WorkerFactoryOptions.newBuilder(WorkflowRegistration.factoryOptions());
    if (shortLimits) {
      options.setWorkerInterceptors(new FailureScrubber(), new ShortLimits());
    }
    environment = TestWorkflowEnvironment.newInstance(environment(options.build()));
    WorkflowRegistration.register(environment.getWorkerFactory(), ledger);
  }

  private static TestEnvironmentOptions environment(WorkerFactoryOptions workers) {
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder().setIdentity("gateway");
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setWorkerFactoryOptions(workers);
    String server = System.getProperty(SERVER);
    if (server != null) {
      client.setNamespace("t" + NAMESPACES.getAndIncrement());
      options.setUseExternalService(true).setTarget(server);
    }
    return options.setWorkflowClientOptions(client.build()).build();
  }

  /** With heartbeat timeouts of a second. */
  public static TestingEngine create() {
    return new TestingEngine(true);
  }

  /** With the timeouts of production. */
  public static TestingEngine withRealLimits() {
    return new TestingEngine(false);
  }

  public InMemoryLedger ledger() {
    return ledger;
  }

  /** Has activities served on a queue; before anything is started. */
  public TestingEngine serve(String queue, Object activities) {
    Worker worker =
        environment.newWorker(
            queue,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                .setUsingVirtualThreads(true)
                .build());
    worker.registerActivitiesImplementations(activities);
    return this;
  }

  /** Starts the job and its workers. */
  public TestingEngine start(OperationInput job) {
    submit(job);
    environment.start();
    return this;
  }

  /** Starts the job; nothing works on it before {@link #work}. */
  public TestingEngine submit(OperationInput job) {
    input = job;
    workflow =
        WorkflowStub.fromTyped(
            environment
                .getWorkflowClient()
                .newWorkflowStub(
                    OperationWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.SERVER)
                        .setWorkflowId(job.jobId().workflowId())
                        .build()));
    workflow.start(job);
    return this;
  }

  public TestingEngine work() {
    environment.start();
    return this;
  }

  public TestingEngine run(OperationInput job) {
    start(job);
    outcome();
    return this;
  }

  /** Waits for the end; time that nobody works in is skipped. */
  public OperationOutcome outcome() {
    try {
      return workflow.getResult(150, TimeUnit.SECONDS, OperationOutcome.class);
    } catch (TimeoutException e) {
      throw new IllegalStateException("does not end: " + describe(), e);
    }
  }

  public void cancel() {
    workflow.signal("cancel", new CancelRequest(false));
  }

  public void force() {
    workflow.signal("cancel", new CancelRequest(true));
  }

  /** By Temporal's own means. */
  public void cancelWorkflow() {
    workflow.cancel();
  }

  public OperationStatus status() {
    return workflow.query("status", OperationStatus.class);
  }

  /** Blocks until the status is like this. */
  public OperationStatus awaitStatus(java.util.function.Predicate<OperationStatus> wanted) {
    OperationStatus status = status();
    for (int i = 0; i < 1_000 && !wanted.test(status); i++) {
      status = status();
    }
    if (!wanted.test(status)) {
      throw new IllegalStateException("stays at " + status);
    }
    return status;
  }

  /** Lets this much time pass, as far as no activity is under way. */
  public void pass(Duration time) {
    environment.sleep(time);
  }

  public Duration elapsedSince(long start) {
    return Duration.ofMillis(environment.currentTimeMillis() - start);
  }

  public long now() {
    return environment.currentTimeMillis();
  }

  /** The history of the workflow's latest run. */
  public WorkflowExecutionHistory history() {
    return environment.getWorkflowClient().fetchHistory(input.jobId().workflowId());
  }

  public List<EventType> events() {
    List<EventType> types = new ArrayList<>();
    history().getHistory().getEventsList().forEach(e -> types.add(e.getEventType()));
    return types;
  }

  /** How often an activity was placed in the latest run. */
  public long placed(String activity) {
    return history().getHistory().getEventsList().stream()
        .filter(e -> e.hasActivityTaskScheduledEventAttributes())
        .filter(
            e ->
                e.getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals(activity))
        .count();
  }

  private String describe() {
    StringBuilder text = new StringBuilder(status().toString());
    history()
        .getHistory()
        .getEventsList()
        .forEach(
            e -> text.append("\n").append(e.getEventId()).append(" ").append(e.getEventType()));
    return text.toString();
  }

  @Override
  public void close() {
    environment.close();
  }
}
