package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.UnstoppedTask;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * Removes containers, beside whatever else goes on, in scopes that nothing cancels. Every attempt
 * that placed a StartTask is stopped, whether or not it is known to have started anything.
 */
final class TaskStops {
  private static final Logger LOG = Workflow.getLogger(TaskStops.class);

  private final OperationInput input;
  private final List<UnstoppedTask> unfinished = new ArrayList<>();

  TaskStops(OperationInput input) {
    this.input = input;
  }

  /** For an attempt of which nothing else is known. */
  void begin(int attempt) {
    begin(attempt, null, ActivityLimits.STOP_ALTOGETHER);
  }

  /**
   * For an attempt whose StartTask was placed. Waits for its end first: a container that is being
   * started cannot be removed yet.
   */
  void begin(int attempt, TaskStart start) {
    if (start.ended()) {
      begin(attempt, start.launcher(), limit(start));
      return;
    }
    UnstoppedTask pending = owe(attempt, null, ActivityLimits.STOP_ALTOGETHER);
    detached(
        () -> {
          BoundedWait.until(ActivityLimits.START.plusMinutes(1), start::ended);
          unfinished.remove(pending);
          stop(owe(attempt, start.launcher(), limit(start)));
        });
  }

  /** Takes over from an earlier run. */
  void resume(List<UnstoppedTask> tasks) {
    for (UnstoppedTask task : tasks) {
      unfinished.add(task);
      detached(() -> stop(task));
    }
  }

  List<UnstoppedTask> unfinished() {
    return List.copyOf(unfinished);
  }

  boolean done() {
    return unfinished.isEmpty();
  }

  /** Waits until every one is stopped or given up. */
  void await() {
    Workflow.await(this::done);
  }

  private void begin(int attempt, String launcher, Duration limit) {
    UnstoppedTask task = owe(attempt, launcher, limit);
    detached(() -> stop(task));
  }

  private UnstoppedTask owe(int attempt, String launcher, Duration limit) {
    Instant until = Clock.now().plus(limit);
    UnstoppedTask task = new UnstoppedTask(attempt, launcher, until);
    unfinished.add(task);
    return task;
  }

  private static Duration limit(TaskStart start) {
    return start.taken() ? ActivityLimits.STOP_ALTOGETHER : ActivityLimits.STOP_NEVER_STARTED;
  }

  private static void detached(Runnable work) {
    Workflow.newDetachedCancellationScope(() -> Async.procedure(work::run)).run();
  }

  private void stop(UnstoppedTask task) {
    try {
      boolean stopped =
          LaunchQueue.of(input.target(), task.launcherId()).stream()
              .anyMatch(queue -> stopOn(queue, task));
      if (!stopped) {
        LOG.error("{}: the container of attempt {} is left", input.jobId(), task.attempt());
      }
    } finally {
      unfinished.remove(task);
    }
  }

  private boolean stopOn(LaunchQueue queue, UnstoppedTask task) {
    Duration left = Deadline.at(task.until()).left().orElseThrow();
    if (!left.isPositive()) {
      return false;
    }
    ActivityOptions options =
        ActivityLimits.stopTask(input, task.attempt(), queue.name(), queue.takenUntil(), left);
    try {
      Workflow.newActivityStub(LaunchActivities.class, options)
          .stopTask(new AttemptInput(input.jobId(), task.attempt()));
      return true;
    } catch (ActivityFailure e) {
      LOG.warn(
          "{}: stopping attempt {} on {} failed: {}",
          input.jobId(),
          task.attempt(),
          queue.name(),
          Failures.codeOf(e));
      return false;
    }
  }
}
