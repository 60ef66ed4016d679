package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.Continuation;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.Phase;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What the paths have in common: waiting for a runner, hand-backs, unwinding after a cancel. */
final class Placement {
  /** A forced cancel waits this long to learn that no runner had the job at all. */
  static final Duration FORCED_GRACE = Duration.ofSeconds(1);

  /** A container that ends may have delivered a result whose completion is still on its way. */
  static final Duration RESULT_GRACE = Duration.ofMillis(500);

  /** Six to eleven events a hand-back: far below what an engine refuses, and quick to replay. */
  static final int LONG_HISTORY = 1_000;

  private final OperationInput input;
  private final CancelState cancel;
  private final Progress progress;
  private final TaskStops stops;

  Placement(OperationInput input, CancelState cancel, Progress progress, TaskStops stops) {
    this.input = input;
    this.cancel = cancel;
    this.progress = progress;
    this.stops = stops;
  }

  /** Since when this attempt waits for a runner; an earlier run's wait counts. */
  Instant waitingSince(int attempt) {
    Continuation continuation = input.continuation();
    return continuation != null && continuation.attempt() == attempt
        ? continuation.waitingSince()
        : Clock.now();
  }

  /** Pauses after a hand-back, if it has to; ends early when the job is cancelled. */
  void pause(Duration pause) {
    BoundedWait.until(pause, cancel::requested);
  }

  /**
   * Goes on in a new run, with nothing placed, when the history has become long; else returns. Must
   * not be called for a cancelled job.
   */
  void continueWhenLong(int attempt, Instant waitingSince) {
    if (Workflow.getInfo().getHistoryLength() < LONG_HISTORY
        && !Workflow.getInfo().isContinueAsNewSuggested()) {
      return;
    }
    ContinueAsNewOptions.Builder options = ContinueAsNewOptions.newBuilder();
    if (input.searchAttributes()) {
      options.setTypedSearchAttributes(Workflow.getTypedSearchAttributes());
    }
    Continuation next =
        new Continuation(
            attempt, waitingSince, stops.unfinished(), progress.status().lastFailure());
    Workflow.continueAsNew(options.build(), input.continuedBy(next));
  }

  /**
   * Has a cancelled job unwind, within the grace; a forced cancel, at once or later, cuts it short.
   *
   * @param gone tells that its runner cannot answer any more
   */
  AttemptEnd unwind(RunningJob job, int attempt, Supplier<Boolean> gone) {
    progress.enter(Phase.CANCELLING, attempt, progress.status().queue(), "the operation to unwind");
    job.cancel();
    if (cancel.forced()) {
      BoundedWait.until(FORCED_GRACE, job::ended);
    } else {
      BoundedWait.until(input.cancelGrace(), () -> job.ended() || cancel.forced() || gone.get());
      if (gone.get()) {
        BoundedWait.until(RESULT_GRACE, () -> job.ended() || cancel.forced());
      }
    }
    return job.ended() ? afterCancel(job.end()) : new AttemptEnd.Cancelled(false);
  }

  /** What the end of an attempt means once the job is cancelled. */
  static AttemptEnd afterCancel(AttemptEnd end) {
    return switch (end) {
      case AttemptEnd.Failed failed -> new AttemptEnd.Cancelled(neverRan(failed.code()));
      case AttemptEnd.Delivered delivered -> delivered;
      case AttemptEnd.Cancelled cancelled -> cancelled;
    };
  }

  private static boolean neverRan(FailureCode code) {
    return switch (code) {
      case JOB_CANCELLED, DEPENDENCY_FAILED, JOB_REPLACED -> true;
      case HANDED_BACK, QUEUE_TIMEOUT, TASK_CONNECT_TIMEOUT -> true;
      case OPERATION_FAILED,
          CONFIG_INVALID,
          SOURCE_UNAVAILABLE,
          JOB_ABANDONED,
          OPERATION_TIMEOUT,
          RUNNER_GONE,
          RUNNER_LOST_MIDWAY,
          TASK_EXITED,
          TASK_START_FAILED,
          ATTEMPT_OUTDATED,
          INTERNAL_ERROR ->
          false;
    };
  }
}
