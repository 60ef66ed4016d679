package dev.waypoint.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.UUID;

/**
 * The least that a job can cost on an engine: a workflow with one activity that another client's
 * worker executes on a queue of its own.
 */
final class Floor implements Workload, AutoCloseable {
  private static final String WORKFLOWS = "floor-workflows";
  private static final String ACTIVITIES = "floor-activities";

  private final WorkflowClient client;
  private final WorkerFactory workflowWorkers;
  private final WorkerFactory activityWorkers;

  /** The workflow. */
  @WorkflowInterface
  public interface FloorWorkflow {
    @WorkflowMethod
    String run(String input);
  }

  /** Its activity. */
  @ActivityInterface
  public interface FloorActivities {
    @ActivityMethod
    String floor(String input);
  }

  /** Calls the activity and ends. */
  public static final class FloorWorkflowImpl implements FloorWorkflow {
    private final FloorActivities activities =
        Workflow.newActivityStub(
            FloorActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(ACTIVITIES)
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .build());

    @Override
    public String run(String input) {
      return activities.floor(input);
    }
  }

  Floor(WorkflowServiceStubs stubs, String namespace) {
    client = client(stubs, namespace);
    workflowWorkers = WorkerFactory.newInstance(client);
    Worker workflows = workflowWorkers.newWorker(WORKFLOWS);
    workflows.registerWorkflowImplementationTypes(FloorWorkflowImpl.class);
    workflowWorkers.start();
    WorkflowServiceStubs other =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(stubs.getRawChannel()).build());
    activityWorkers = WorkerFactory.newInstance(client(other, namespace));
    activityWorkers
        .newWorker(ACTIVITIES)
        .registerActivitiesImplementations((FloorActivities) input -> input);
    activityWorkers.start();
  }

  private static WorkflowClient client(WorkflowServiceStubs stubs, String namespace) {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  @Override
  public void execute() {
    client
        .newWorkflowStub(
            FloorWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(WORKFLOWS)
                .setWorkflowId("floor/" + UUID.randomUUID())
                .build())
        .run("x");
  }

  @Override
  public void close() {
    activityWorkers.shutdownNow();
    workflowWorkers.shutdownNow();
  }
}
