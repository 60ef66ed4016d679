package dev.waypoint.activities.task;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A blocking call in a thread of its own, while the activity's thread beats for it. */
final class SupervisedCall {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration UNWIND_LIMIT = Duration.ofSeconds(10);

  private final ActivityExecutionContext context;

  SupervisedCall(ActivityExecutionContext context) {
    this.context = context;
  }

  /** What is called. */
  @FunctionalInterface
  interface Body<T> {
    T call() throws InterruptedException;
  }

  <T> T call(Body<T> body) {
    FutureTask<T> task = new FutureTask<>(body::call);
    Thread thread = Thread.ofVirtual().name("task-launcher").start(task);
    try {
      while (true) {
        try {
          return task.get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          beat();
        }
      }
    } catch (ActivityCompletionException e) {
      end(thread);
      throw e;
    } catch (InterruptedException e) {
      end(thread);
      Thread.currentThread().interrupt();
      throw Failures.of(FailureCode.RUNNER_GONE, "the runner is leaving");
    } catch (ExecutionException e) {
      throw translate(e.getCause());
    }
  }

  private void beat() {
    try {
      context.heartbeat(null);
    } catch (ActivityWorkerShutdownException e) {
      // What runs may end; the heartbeat's own limit decides.
    }
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(UNWIND_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException translate(Throwable cause) {
    return switch (cause) {
      case GatewayException e when e.mayPass() ->
          Failures.of(FailureCode.TASK_START_FAILED, "the server did not answer");
      case GatewayException e when e.kind() == GatewayException.Kind.OUTDATED ->
          Failures.permanent(
              FailureCode.ATTEMPT_OUTDATED, "this attempt is no longer the current one");
      case GatewayException e ->
          Failures.permanent(
              FailureCode.TASK_START_FAILED, "the server does not let this runner do it");
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(cause);
    };
  }
}
