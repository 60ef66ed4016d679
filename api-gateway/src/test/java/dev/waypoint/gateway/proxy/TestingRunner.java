package dev.waypoint.gateway.proxy;

import dev.waypoint.gateway.engine.Engine;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import io.grpc.ManagedChannel;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stock activity worker that reaches Temporal through the gateway alone. */
final class TestingRunner implements AutoCloseable {
  private final RunnerId id;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Map<String, CountDownLatch> started = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> released = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> stopped = new ConcurrentHashMap<>();

  TestingRunner(TestingGateway gateway, Engine engine, RunnerId id, int slots) {
    this.id = id;
    channel = gateway.channel(id);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .setGrpcCompression(GrpcCompression.NONE)
                .validateAndBuildWithDefaults());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(engine.namespace()).build());
    factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            TaskQueues.jobs(new TargetRunner.ById(id)),
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxConcurrentActivityTaskPollers(1)
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .setDisableEagerExecution(true)
                .build());
    worker.registerActivitiesImplementations((Batch.Work) this::work);
    factory.start();
  }

  private String work(String task) {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    started(task).countDown();
    try {
      if (task.startsWith("hold")) {
        holdUntilReleased(task);
      } else {
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(task));
      }
      done.incrementAndGet();
      return id.value();
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    } finally {
      running.decrementAndGet();
      latch(stopped, task).countDown();
    }
  }

  private void holdUntilReleased(String task) throws InterruptedException {
    ActivityExecutionContext context = Activity.getExecutionContext();
    while (!latch(released, task).await(100, TimeUnit.MILLISECONDS)) {
      context.heartbeat(null);
    }
  }

  private static CountDownLatch latch(Map<String, CountDownLatch> latches, String task) {
    return latches.computeIfAbsent(task, any -> new CountDownLatch(1));
  }

  private CountDownLatch started(String task) {
    return latch(started, task);
  }

  boolean awaitStart(String task, Duration patience) throws InterruptedException {
    return started(task).await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The activity has returned or was stopped. */
  boolean awaitEnd(String task, Duration patience) throws InterruptedException {
    return latch(stopped, task).await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void release(String task) {
    latch(released, task).countDown();
  }

  RunnerId id() {
    return id;
  }

  /** The largest number of tasks that it worked on at the same time. */
  int most() {
    return most.get();
  }

  int done() {
    return done.get();
  }

  /** Ends as a process that is told to: what runs is finished. */
  void leave() {
    factory.shutdown();
    factory.awaitTermination(20, TimeUnit.SECONDS);
  }

  /** Ends as a killed process: the connection breaks and nothing is said. */
  void kill() {
    channel.shutdownNow();
    factory.shutdownNow();
  }

  @Override
  public void close() {
    released.values().forEach(CountDownLatch::countDown);
    factory.shutdownNow();
    factory.awaitTermination(1, TimeUnit.SECONDS);
    stubs.shutdownNow();
    channel.shutdownNow();
  }
}
