package dev.waypoint.activities.run;

import dev.waypoint.activities.gateway.GatewayException;
import dev.waypoint.activities.gateway.JobGateway;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises one attempt: the work has a thread of its own, while the calling thread beats for it
 * and carries a cancellation or the loss of the attempt to it.
 */
final class AttemptRun {
  private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);

  /** Most beats stay here: the engine is told once a second, and what it says is heard soon. */
  private static final Duration BEAT = Duration.ofMillis(200);

  /** What work that is no longer wanted may take to end before its thread is left alone. */
  private static final Duration UNWIND_LIMIT = Duration.ofMinutes(2);

  private final JobGateway gateway;
  private final AttemptInput input;
  private final InterruptibleSection section = new InterruptibleSection();
  private final AttemptWork work;
  private final Duration unwindLimit;
  private long unwindingSince;

  AttemptRun(RunnerContext runner, JobGateway gateway, AttemptInput input) {
    this(runner, gateway, input, UNWIND_LIMIT);
  }

  AttemptRun(RunnerContext runner, JobGateway gateway, AttemptInput input, Duration unwindLimit) {
    this.gateway = gateway;
    this.input = input;
    this.unwindLimit = unwindLimit;
    this.work = new AttemptWork(runner, gateway, input, section);
  }

  /** Blocks until the attempt's end is delivered, or nobody waits for it any more. */
  RunJobResult run(Heartbeat heartbeat) {
    FutureTask<RunJobResult> task = new FutureTask<>(work::run);
    Thread.ofVirtual().name("job-" + input.jobId()).start(task);
    while (true) {
      try {
        return task.get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        obey(heartbeat.beat());
        if (unwindingSince != 0 && System.nanoTime() - unwindingSince > unwindLimit.toNanos()) {
          section.lose();
          throw failure(
              FailureCode.JOB_ABANDONED, "the operation did not end after it was told to");
        }
      } catch (ExecutionException e) {
        throw translate(e.getCause());
      } catch (InterruptedException e) {
        // The worker is being shut down for good.
        section.lose();
        unwindingSince = unwindingSince == 0 ? System.nanoTime() : unwindingSince;
      }
    }
  }

  private void obey(Heartbeat.Signal signal) {
    switch (signal) {
      case GO_ON -> {}
      case CANCEL -> cancel();
      case CUT_OFF -> askGateway();
      case GONE -> lose();
    }
  }

  /** The engine has given the attempt up; whether that counts, the gateway knows. */
  private void askGateway() {
    try {
      switch (gateway.assignment(input).verdict()) {
        case RUN -> {}
        case CANCELLED -> cancel();
        case OUTDATED, ALREADY_DELIVERED -> lose();
      }
    } catch (GatewayException e) {
      lose();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel() {
    startUnwinding();
    section.cancel();
  }

  private void lose() {
    startUnwinding();
    section.lose();
    work.abortOutput();
  }

  private void startUnwinding() {
    if (unwindingSince == 0) {
      unwindingSince = System.nanoTime();
    }
  }

  private RuntimeException translate(Throwable cause) {
    if (cause instanceof ApplicationFailure failure) {
      return failure;
    }
    if (section.isLost()
        || cause instanceof InterruptedException
        || (cause instanceof GatewayException refused && refused.attemptIsOver())) {
      return failure(FailureCode.ATTEMPT_OUTDATED, "this attempt is no longer the current one");
    }
    log.error("Attempt {} of job {} broke off", input.attempt(), input.jobId(), cause);
    return failure(FailureCode.INTERNAL_ERROR, "the runner could not deliver a result");
  }

  static ApplicationFailure failure(FailureCode code, String message) {
    return Failures.permanent(code, message);
  }
}
