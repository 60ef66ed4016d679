package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.LaunchActivities;
import dev.waypoint.workflows.activity.StartTaskResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import dev.waypoint.workflows.failure.RetryDecision;
import dev.waypoint.workflows.job.OperationInput;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One StartTask that was placed. */
final class TaskStart {
  private final Instant placed = Clock.now();
  private final CompletablePromise<Void> ended = Workflow.newPromise();
  private final CancellationScope scope;
  private StartTaskResult result;
  private FailureCode failure;
  private boolean taken = true;

  TaskStart(OperationInput input, int attempt, String queue, Deadline start) {
    LaunchActivities launchers =
        Workflow.newActivityStub(
            LaunchActivities.class, ActivityLimits.startTask(input, attempt, queue, start));
    AttemptInput task = new AttemptInput(input.jobId(), attempt);
    this.scope =
        Workflow.newCancellationScope(
            () ->
                ended.completeFrom(
                    Async.function(launchers::startTask, task).handle(this::record)));
    scope.run();
  }

  boolean ended() {
    return ended.isCompleted();
  }

  /** Empty when it started. Only after it has ended. */
  Optional<FailureCode> failure() {
    return Optional.ofNullable(failure);
  }

  /** The runner that launched; null when unknown. */
  String launcher() {
    return result == null ? null : result.launcherId();
  }

  /** False when it is certain, as far as the engine tells, that no runner was ever asked. */
  boolean taken() {
    return taken;
  }

  Duration age() {
    return Duration.between(placed, Clock.now());
  }

  void cancel() {
    scope.cancel();
  }

  private Void record(StartTaskResult started, RuntimeException e) {
    result = started;
    if (e != null) {
      failure = codeOf(e);
      taken =
          failure != FailureCode.HANDED_BACK
              && failure != FailureCode.QUEUE_TIMEOUT
              && !(e instanceof ActivityFailure f && f.getStartedEventId() == 0);
    }
    return null;
  }

  private static FailureCode codeOf(RuntimeException e) {
    FailureCode code = Failures.codeOf(e);
    boolean timedOut = e.getCause() instanceof TimeoutFailure;
    if (timedOut) {
      return code == FailureCode.QUEUE_TIMEOUT ? code : FailureCode.TASK_START_FAILED;
    }
    return RetryDecision.of(code) == RetryDecision.NEW_ATTEMPT
        ? FailureCode.TASK_START_FAILED
        : code;
  }
}
