package dev.waypoint.worker;

import dev.waypoint.protocol.v1.RunnerDirective;
import dev.waypoint.worker.connect.AccessToken;
import dev.waypoint.worker.connect.GatewayChannel;
import dev.waypoint.worker.gateway.TasksAtHand;
import dev.waypoint.workflows.failure.FailureScrubber;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Temporal workers of a runner: one for jobs, with the runner's concurrency, and one for
 * launching on-demand runners. Both poll virtual queues at the gateway, through the same connection
 * as everything else.
 */
final class ActivityWorkers {
  private static final int LAUNCH_SLOTS = 200;
  private static final int JOB_POLLERS = 2;
  private static final int LAUNCH_POLLERS = 2;

  /** How late the end of what runs may be noticed while leaving. */
  private static final Duration SHUTDOWN_CHECK = Duration.ofMillis(20);

  private final WorkflowServiceStubs stubs;
  private final String identity;
  private final int concurrency;
  private final Object jobActivities;
  private final Object launchActivities;
  private final TasksAtHand tasks;
  private WorkerFactory factory;
  private Queues queues;
  private boolean suspended;

  /** What a directive says; a change of it needs new workers. */
  private record Queues(String namespace, String jobs, String launches) {
    static Queues of(RunnerDirective.Work work) {
      return new Queues(work.getNamespace(), work.getJobQueue(), work.getLaunchQueue());
    }
  }

  ActivityWorkers(
      GatewayChannel channel,
      AccessToken credentials,
      String identity,
      int concurrency,
      Object jobActivities,
      Object launchActivities,
      TasksAtHand tasks) {
    this.tasks = tasks;
    this.identity = identity;
    this.concurrency = concurrency;
    this.jobActivities = jobActivities;
    this.launchActivities = launchActivities;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel.plain())
                .setGrpcClientInterceptors(List.of(credentials.interceptor()))
                .setGrpcCompression(GrpcCompression.NONE)
                .build());
  }

  /** Starts to take work, or goes on. Throws what the gateway answers when it cannot start. */
  synchronized void work(RunnerDirective.Work work) {
    Queues wanted = Queues.of(work);
    if (factory != null && !wanted.equals(queues)) {
      // What runs goes on in the old workers; they take nothing more.
      factory.shutdown();
      factory = null;
    }
    if (factory == null) {
      WorkerFactory next = newFactory(wanted);
      try {
        next.start();
      } catch (RuntimeException e) {
        next.shutdownNow();
        throw e;
      }
      factory = next;
      queues = wanted;
      suspended = false;
    } else if (suspended) {
      factory.resumePolling();
      suspended = false;
    }
  }

  /** Takes no work until {@link #work}; what runs goes on. */
  synchronized void pause() {
    if (factory != null && !suspended) {
      factory.suspendPolling();
      suspended = true;
    }
  }

  /**
   * Takes nothing more and waits for what runs.
   *
   * @return false when it was interrupted because it took too long
   */
  boolean drain(Duration limit) {
    WorkerFactory current = current();
    if (current == null) {
      return true;
    }
    current.shutdown();
    current.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (current.isTerminated()) {
      return true;
    }
    stop(Duration.ofSeconds(10));
    return false;
  }

  /** Interrupts what runs. */
  void stop(Duration limit) {
    WorkerFactory current = current();
    if (current != null) {
      current.shutdownNow();
      current.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the stubs; the channel stays. */
  void close() {
    stubs.shutdownNow();
  }

  private synchronized WorkerFactory current() {
    return factory;
  }

  private WorkerFactory newFactory(Queues wanted) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(wanted.namespace())
                .setIdentity(identity)
                .build());
    WorkerFactory next =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(tasks, new FailureScrubber())
                .build());
    Worker jobs = next.newWorker(wanted.jobs(), options(concurrency, JOB_POLLERS));
    jobs.registerActivitiesImplementations(jobActivities);
    if (!wanted.launches().isEmpty()) {
      Worker launches = next.newWorker(wanted.launches(), options(LAUNCH_SLOTS, LAUNCH_POLLERS));
      launches.registerActivitiesImplementations(launchActivities);
    }
    return next;
  }

  private static WorkerOptions options(int slots, int pollers) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxConcurrentActivityTaskPollers(Math.min(pollers, slots))
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setAllowActivityHeartbeatDuringShutdown(true)
        .setUsingVirtualThreadsOnActivityWorker(true)
        .setDisableEagerExecution(true)
        .build();
  }
}
