package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** One RunJob that was placed. May be left behind at any time: its late end harms nobody. */
final class RunningJob {
  private final Instant placed = Clock.now();
  private final CompletablePromise<AttemptEnd> end = Workflow.newPromise();
  private final CancellationScope scope;
  private String runner = "";

  /**
   * @param notTaken what it means when no runner has taken it in time
   */
  RunningJob(AttemptInput task, ActivityOptions options, FailureCode notTaken) {
    // by name, since making a typed stub inspects its interface anew for every job
    ActivityStub runners = Workflow.newUntypedActivityStub(options);
    this.scope =
        Workflow.newCancellationScope(
            () ->
                end.completeFrom(
                    runners
                        .executeAsync(RunJobActivities.TYPE, RunJobResult.class, task)
                        .handle((result, failure) -> endOf(result, failure, notTaken))));
    scope.run();
  }

  boolean ended() {
    return end.isCompleted();
  }

  /** Only after it has ended. */
  AttemptEnd end() {
    return end.get();
  }

  /** How long ago it was placed. */
  Duration age() {
    return Duration.between(placed, Clock.now());
  }

  /** The runner that delivered its result; empty when none did. */
  String runner() {
    return runner;
  }

  /** Asks the runner to unwind; at once when no runner has taken it. */
  void cancel() {
    scope.cancel();
  }

  private AttemptEnd endOf(RunJobResult result, RuntimeException failure, FailureCode notTaken) {
    if (failure == null) {
      runner = result.runnerId();
      return new AttemptEnd.Delivered(result.code());
    }
    FailureCode code = Failures.codeOf(failure);
    return new AttemptEnd.Failed(code == FailureCode.QUEUE_TIMEOUT ? notTaken : code);
  }
}
