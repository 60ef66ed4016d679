package dev.waypoint.benchmarks;

import io.grpc.ManagedChannel;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The least that a job can cost on an engine: a workflow with one activity that another client's
 * worker executes on a queue of its own. Or the same with client and activity worker further away.
 */
final class Floor implements Workload, AutoCloseable {
  private final String workflowQueue;
  private final String activityQueue;
  private final WorkflowClient client;
  private final WorkerFactory workflowWorkers;
  private final WorkerFactory activityWorkers;

  /** The workflow. */
  @WorkflowInterface
  public interface FloorWorkflow {
    @WorkflowMethod
    String run(String activityQueue);
  }

  /** Its activity. */
  @ActivityInterface
  public interface FloorActivities {
    @ActivityMethod
    String floor(String input);
  }

  /** Calls the activity and ends. */
  public static final class FloorWorkflowImpl implements FloorWorkflow {
    @Override
    public String run(String activityQueue) {
      return Workflow.newActivityStub(
              FloorActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(activityQueue)
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .build())
          .floor("x");
    }
  }

  Floor(WorkflowServiceStubs stubs, String namespace) {
    this(
        "floor",
        client(stubs, namespace),
        client(stubs, namespace),
        client(over(stubs.getRawChannel(), _ -> {}), namespace));
  }

  /**
   * @param remote what client and activity worker each have a connection of their own to; the
   *     workflow stays beside the engine
   */
  Floor(WorkflowServiceStubs stubs, String namespace, Supplier<ManagedChannel> remote) {
    this(
        "remote-floor",
        client(stubs, namespace),
        client(over(remote.get(), Floor::asRunnersDo), namespace),
        client(over(remote.get(), Floor::asRunnersDo), namespace));
  }

  private Floor(
      String name, WorkflowClient workflows, WorkflowClient client, WorkflowClient activities) {
    this.workflowQueue = name + "-workflows";
    this.activityQueue = name + "-activities";
    this.client = client;
    workflowWorkers = WorkerFactory.newInstance(workflows);
    workflowWorkers
        .newWorker(workflowQueue)
        .registerWorkflowImplementationTypes(FloorWorkflowImpl.class);
    workflowWorkers.start();
    activityWorkers = WorkerFactory.newInstance(activities);
    activityWorkers
        .newWorker(activityQueue)
        .registerActivitiesImplementations((FloorActivities) input -> input);
    activityWorkers.start();
  }

  private static void asRunnersDo(WorkflowServiceStubsOptions.Builder options) {
    options.setGrpcCompression(GrpcCompression.NONE);
  }

  private static WorkflowServiceStubs over(
      ManagedChannel channel, Consumer<WorkflowServiceStubsOptions.Builder> more) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setChannel(channel);
    more.accept(options);
    return WorkflowServiceStubs.newServiceStubs(options.build());
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
                .setTaskQueue(workflowQueue)
                .setWorkflowId(workflowQueue + "/" + UUID.randomUUID())
                .build())
        .run(activityQueue);
  }

  @Override
  public void close() {
    activityWorkers.shutdownNow();
    workflowWorkers.shutdownNow();
  }
}
