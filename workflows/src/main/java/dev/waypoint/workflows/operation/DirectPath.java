package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.workflow.Workflow;
import java.time.Instant;

/** A runner that is there already executes the job: a static one, or that of the CLI. */
final class DirectPath implements AttemptPath {
  private final OperationInput input;
  private final CancelState cancel;
  private final Progress progress;
  private final Placement placement;
  private final String queue;

  DirectPath(OperationInput input, CancelState cancel, Progress progress, Placement placement) {
    this.input = input;
    this.cancel = cancel;
    this.progress = progress;
    this.placement = placement;
    this.queue = TaskQueues.jobs(input.target());
  }

  @Override
  public AttemptEnd run(int attempt) {
    Instant since = placement.waitingSince(attempt);
    Deadline taken = Deadline.of(since, input.queueTimeout());
    HandBackPace pace = new HandBackPace();
    progress.enter(Phase.QUEUED, attempt, queue, "a runner of the target to take and finish it");
    while (!taken.passed()) {
      RunningJob job =
          new RunningJob(
              new AttemptInput(input.jobId(), attempt),
              ActivityLimits.runJob(input, attempt, queue, taken),
              FailureCode.QUEUE_TIMEOUT);
      Workflow.await(() -> job.ended() || cancel.requested());
      if (!job.ended()) {
        return placement.unwind(job, attempt, () -> false);
      }
      progress.executedBy(job.runner());
      if (!job.end().equals(new AttemptEnd.Failed(FailureCode.HANDED_BACK))) {
        return cancel.requested() ? Placement.afterCancel(job.end()) : job.end();
      }
      placement.pause(pace.next(job.age()));
      if (cancel.requested()) {
        return new AttemptEnd.Cancelled(true);
      }
      placement.continueWhenLong(attempt, since);
    }
    return new AttemptEnd.Failed(FailureCode.QUEUE_TIMEOUT);
  }
}
