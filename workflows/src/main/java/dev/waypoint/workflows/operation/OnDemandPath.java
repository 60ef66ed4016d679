package dev.waypoint.workflows.operation;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.job.OnDemandRunnerIds;
import dev.waypoint.workflows.job.OperationInput;
import dev.waypoint.workflows.job.Phase;
import dev.waypoint.workflows.target.RunnerId;
import dev.waypoint.workflows.target.TargetRunner;
import dev.waypoint.workflows.target.TaskQueues;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A runner of the target launches a container whose runner executes this one attempt. The job is
 * held on that runner's own queue while it boots; the container is watched beside it, and removed
 * whatever happens. Where the profile keeps runners started ahead, one that is ready is taken
 * instead; its container is another workflow's to watch and remove.
 */
final class OnDemandPath implements AttemptPath {
  private final OperationInput input;
  private final CancelState cancel;
  private final Progress progress;
  private final Placement placement;
  private final TaskStops stops;
  private final Ledger ledger;
  private final String launchQueue;

  OnDemandPath(
      OperationInput input,
      CancelState cancel,
      Progress progress,
      Placement placement,
      TaskStops stops,
      Ledger ledger) {
    this.input = input;
    this.cancel = cancel;
    this.progress = progress;
    this.placement = placement;
    this.stops = stops;
    this.ledger = ledger;
    this.launchQueue = TaskQueues.launches(input.target());
  }

  @Override
  public AttemptEnd run(int attempt) {
    String ready = input.warm() ? ledger.claim(attempt) : "";
    return ready.isEmpty() ? runOnFresh(attempt) : runOnReady(attempt, new RunnerId(ready));
  }

  private AttemptEnd runOnFresh(int attempt) {
    Instant since = placement.waitingSince(attempt);
    Deadline taken = Deadline.of(since, input.queueTimeout());
    HandBackPace pace = new HandBackPace();
    progress.enter(Phase.STARTING, attempt, launchQueue, "a runner of the target to launch one");
    while (!taken.passed()) {
      TaskStart start = new TaskStart(input, attempt, launchQueue, taken);
      AttemptEnd end;
      try {
        Workflow.await(() -> start.ended() || cancel.requested());
        if (start.ended() && isHandedBack(start) && !cancel.requested()) {
          placement.pause(pace.next(start.age()));
          if (!cancel.requested() && !taken.passed()) {
            placement.continueWhenLong(attempt, since);
            continue;
          }
        }
        end = afterStart(attempt, start);
      } catch (RuntimeException e) {
        stops.begin(attempt, start);
        throw e;
      }
      stops.begin(attempt, start);
      return end;
    }
    return new AttemptEnd.Failed(FailureCode.QUEUE_TIMEOUT);
  }

  private static boolean isHandedBack(TaskStart start) {
    return start.failure().filter(FailureCode.HANDED_BACK::equals).isPresent();
  }

  private AttemptEnd afterStart(int attempt, TaskStart start) {
    if (cancel.requested()) {
      start.cancel();
      return new AttemptEnd.Cancelled(true);
    }
    if (start.failure().isPresent()) {
      return new AttemptEnd.Failed(
          isHandedBack(start) ? FailureCode.QUEUE_TIMEOUT : start.failure().get());
    }
    TaskWatch watch = new TaskWatch(input, attempt, start.launcher());
    AttemptEnd end = runOnFresh(attempt, watch);
    watch.leave();
    return end;
  }

  private AttemptEnd runOnReady(int attempt, RunnerId runner) {
    return runJob(attempt, runner, ActivityLimits.READY, Optional::empty);
  }

  private AttemptEnd runOnFresh(int attempt, TaskWatch watch) {
    RunnerId runner = OnDemandRunnerIds.of(input.jobId(), attempt);
    return runJob(attempt, runner, input.connectTimeout(), watch::taskEnd);
  }

  /**
   * @param patience how long the runner may take to take the job
   * @param taskEnd how its container has ended, as soon as that is known
   */
  private AttemptEnd runJob(
      int attempt, RunnerId runner, Duration patience, Supplier<Optional<FailureCode>> taskEnd) {
    String queue = TaskQueues.jobs(new TargetRunner.ById(runner));
    Deadline connected = Deadline.of(Clock.now(), patience);
    BooleanSupplier taskEnded = () -> taskEnd.get().isPresent();
    HandBackPace pace = new HandBackPace();
    progress.enter(Phase.CONNECTING, attempt, queue, "the on-demand runner to take and finish it");
    while (!connected.passed()) {
      RunningJob job =
          new RunningJob(
              new AttemptInput(input.jobId(), attempt),
              ActivityLimits.runJob(input, attempt, queue, connected),
              FailureCode.TASK_CONNECT_TIMEOUT);
      Workflow.await(() -> job.ended() || taskEnded.getAsBoolean() || cancel.requested());
      if (!job.ended() && !cancel.requested()) {
        BoundedWait.until(Placement.RESULT_GRACE, () -> job.ended() || cancel.requested());
      }
      if (!job.ended() && cancel.requested()) {
        return placement.unwind(job, attempt, taskEnded::getAsBoolean);
      }
      if (!job.ended()) {
        job.cancel();
        return new AttemptEnd.Failed(taskEnd.get().orElseThrow());
      }
      progress.executedBy(job.runner());
      if (!job.end().equals(new AttemptEnd.Failed(FailureCode.HANDED_BACK))) {
        return cancel.requested() ? Placement.afterCancel(job.end()) : job.end();
      }
      placement.pause(pace.next(job.age()));
      if (cancel.requested()) {
        return new AttemptEnd.Cancelled(true);
      }
      if (taskEnded.getAsBoolean()) {
        return new AttemptEnd.Failed(taskEnd.get().orElseThrow());
      }
    }
    return new AttemptEnd.Failed(FailureCode.TASK_CONNECT_TIMEOUT);
  }
}
