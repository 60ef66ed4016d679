package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.RetryDecision;
import dev.waypoint.workflows.job.Continuation;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.OperationOutcome;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.job.RetryRule;
import dev.waypoint.workflows.job.RunnerMode;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The course of a job: attempts, one after the other, until one delivers a result, the job is
 * cancelled, or nothing more may be tried. Whatever happens, the job is ended, exactly once, and
 * containers that were launched for it are removed.
 */
final class Operation {
  private static final Logger LOG = Workflow.getLogger(Operation.class);

  /** Since its version 1 it counts what the attempts have begun, not only whether they have. */
  private static final String REPEATABLE_STEPS = "repeatable-steps";

  private final OperationInput input;
  private final CancelState cancel;
  private final Progress progress;
  private final Ledger ledger;
  private final TaskStops stops;
  private final AttemptPath path;
  private int attempt;
  private boolean mayBeHalfDone;

  Operation(OperationInput input, CancelState cancel, Progress progress) {
    this.input = input;
    this.cancel = cancel;
    this.progress = progress;
    this.ledger = new Ledger(input.jobId());
    this.stops = new TaskStops(input);
    Placement placement = new Placement(input, cancel, progress, stops);
    this.path =
        input.mode() == RunnerMode.ON_DEMAND
            ? new OnDemandPath(input, cancel, progress, placement, stops, ledger)
            : new DirectPath(input, cancel, progress, placement);
    this.attempt = input.firstAttempt();
  }

  OperationOutcome execute() {
    String code;
    try {
      code = perform();
    } catch (RuntimeException e) {
      LOG.error("{} ends with a defect", input.jobId(), e);
      code = endAfterDefect();
    }
    if (!stops.done()) {
      progress.enter(Phase.STOPPING, attempt, "", "the removal of the on-demand runner");
      stops.await();
    }
    progress.ended(code);
    return new OperationOutcome(code, attempt);
  }

  private String perform() {
    Optional<String> over = resume();
    while (over.isEmpty()) {
      over =
          switch (runAttempt()) {
            case AttemptEnd.Delivered delivered -> Optional.of(delivered.code());
            case AttemptEnd.Cancelled cancelled -> Optional.of(endCancelled(cancelled.settled()));
            case AttemptEnd.Failed failed -> afterFailure(failed.code());
          };
    }
    return over.get();
  }

  private AttemptEnd runAttempt() {
    return cancel.requested() ? new AttemptEnd.Cancelled(true) : path.run(attempt);
  }

  /** Takes up what an earlier run, or an earlier life of the engine, has left. */
  private Optional<String> resume() {
    Continuation continuation = input.continuation();
    if (continuation != null) {
      attempt = continuation.attempt();
      stops.resume(continuation.unstopped());
      mayBeHalfDone = attempt > 1 && atMostOnce() && countsSteps();
      return Optional.empty();
    }
    if (attempt <= 1) {
      return Optional.empty();
    }
    if (input.mode() == RunnerMode.ON_DEMAND) {
      stops.begin(attempt - 1);
    }
    return begin(attempt, FailureCode.RUNNER_GONE);
  }

  private Optional<String> afterFailure(FailureCode code) {
    return switch (RetryDecision.of(code)) {
      case END, PLACE_AGAIN -> Optional.of(end(code));
      case NEW_ATTEMPT -> nextAttempt(code);
    };
  }

  private Optional<String> nextAttempt(FailureCode cause) {
    progress.lost(cause);
    if (mustNotRepeat()) {
      return Optional.of(ledger.end(attempt, FailureCode.RUNNER_LOST_MIDWAY));
    }
    if (attempt >= input.maxAttempts()) {
      return Optional.of(end(cause));
    }
    attempt++;
    return begin(attempt, cause);
  }

  /**
   * Only after the fence is it certain that no runner begins the operation any more; so where it
   * must not be repeated, that is asked once more.
   */
  private Optional<String> begin(int next, FailureCode cause) {
    progress.lost(cause);
    if (!ledger.begin(next, cause)) {
      return Optional.of(ledger.end(next, cause));
    }
    return mustNotRepeat()
        ? Optional.of(ledger.end(next, FailureCode.RUNNER_LOST_MIDWAY))
        : Optional.empty();
  }

  private boolean mustNotRepeat() {
    if (!atMostOnce()) {
      return false;
    }
    if (!countsSteps()) {
      return ledger.hasBegun(attempt);
    }
    mayBeHalfDone = ledger.mayRepeat(attempt);
    return !mayBeHalfDone;
  }

  private boolean atMostOnce() {
    return input.retryRule() == RetryRule.AT_MOST_ONCE;
  }

  private static boolean countsSteps() {
    return Workflow.getVersion(REPEATABLE_STEPS, Workflow.DEFAULT_VERSION, 1) >= 1;
  }

  /** What an earlier attempt left half done is unknown, though nothing came of the last one. */
  private String end(FailureCode code) {
    boolean unknown = mayBeHalfDone && saysNothingRan(code) && ledger.hasBegun(attempt);
    return ledger.end(attempt, unknown ? FailureCode.RUNNER_LOST_MIDWAY : code);
  }

  private static boolean saysNothingRan(FailureCode code) {
    return switch (code.kind()) {
      case RUNNER_LOST, PLATFORM_ERROR, INSUFFICIENT_RESOURCES -> true;
      case USER_ERROR, CANCELLED, INTERNAL -> false;
    };
  }

  private String endCancelled(boolean settled) {
    boolean unknown = (!settled || mayBeHalfDone) && ledger.hasBegun(attempt);
    return ledger.end(attempt, unknown ? FailureCode.JOB_ABANDONED : FailureCode.JOB_CANCELLED);
  }

  private String endAfterDefect() {
    try {
      return ledger.end(attempt, FailureCode.INTERNAL_ERROR);
    } catch (RuntimeException e) {
      LOG.error("{}: its end could not be recorded", input.jobId(), e);
      return FailureCode.INTERNAL_ERROR.name();
    }
  }
}
