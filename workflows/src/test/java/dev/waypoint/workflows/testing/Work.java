package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a runner does with a job that it takes. */
@FunctionalInterface
public interface Work {
  String SUCCESS = "SUCCESS";

  RunJobResult run(AttemptInput task, TestingRunner runner) throws InterruptedException;

  /** Executes it and delivers this code. */
  static Work delivers(String code) {
    return (task, runner) -> {
      runner.assign(task);
      runner.ledger().deliver(task, code);
      return new RunJobResult(code, runner.id());
    };
  }

  static Work succeeds() {
    return delivers(SUCCESS);
  }

  /** The gateway held it for a runner that had no room. */
  static Work isHandedBack() {
    return failsWith(FailureCode.HANDED_BACK);
  }

  static Work failsWith(FailureCode code) {
    return (task, _) -> {
      throw Failures.of(code, "attempt " + task.attempt());
    };
  }

  /** Begins, and then fails without having delivered. */
  static Work beginsAndFailsWith(FailureCode code) {
    return (task, runner) -> {
      runner.assign(task);
      throw Failures.of(code, "attempt " + task.attempt());
    };
  }

  /** Begins a step that may be repeated, and is lost in the midst of it. */
  static Work isLostInARepeatableStep() {
    return (task, runner) -> {
      runner.assign(task);
      runner.ledger().beginRepeatableStep();
      throw Failures.of(FailureCode.RUNNER_GONE, "attempt " + task.attempt());
    };
  }

  /** A defect: nobody meant to say this. */
  static Work breaks() {
    return (_, _) -> {
      throw new IllegalStateException("password=hunter2", new RuntimeException("AKIA-SECRET"));
    };
  }

  /** Takes it and is never heard of again. */
  static Work dies() {
    return (_, _) -> vanish();
  }

  static Work diesMidway() {
    return (task, runner) -> {
      runner.assign(task);
      return vanish();
    };
  }

  static Work deliversAndDies() {
    return (task, runner) -> {
      runner.assign(task);
      runner.ledger().deliver(task, SUCCESS);
      return vanish();
    };
  }

  /** Runs for this long and is heard all the while, then succeeds. */
  static Work isHeardFor(Duration time) {
    return (task, runner) -> {
      runner.assign(task);
      CountDownLatch over = new CountDownLatch(1);
      CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
          .execute(over::countDown);
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
      runner.ledger().deliver(task, SUCCESS);
      return new RunJobResult(SUCCESS, runner.id());
    };
  }

  /** Runs until it is cancelled, then delivers that it was. */
  static Work unwindsWhenCancelled() {
    return (task, runner) -> {
      runner.assign(task);
      awaitCancel();
      runner.ledger().deliver(task, FailureCode.JOB_CANCELLED.name());
      return new RunJobResult(FailureCode.JOB_CANCELLED.name(), runner.id());
    };
  }

  /** Runs until it is cancelled, and finishes all the same. */
  static Work finishesWhenCancelled() {
    return (task, runner) -> {
      runner.assign(task);
      awaitCancel();
      runner.ledger().deliver(task, SUCCESS);
      return new RunJobResult(SUCCESS, runner.id());
    };
  }

  /** Runs until it is cancelled, and is gone before it can deliver. */
  static Work stopsWhenCancelled() {
    return (task, runner) -> {
      runner.assign(task);
      awaitCancel();
      throw new CanceledFailure("cancelled");
    };
  }

  /** Lives, and does not care for cancellation, until released. */
  static Work ignoresCancel(CountDownLatch release) {
    return (task, runner) -> {
      runner.assign(task);
      return untilReleased(release);
    };
  }

  /** Fetches nothing yet, and does not care for cancellation. */
  static Work hangsBeforeItBegins(CountDownLatch release) {
    return (_, _) -> untilReleased(release);
  }

  private static RunJobResult untilReleased(CountDownLatch release) throws InterruptedException {
    ActivityExecutionContext context = Activity.getExecutionContext();
    while (!release.await(50, TimeUnit.MILLISECONDS)) {
      heartbeatWhateverItAnswers(context);
    }
    return new RunJobResult(SUCCESS, "late");
  }

  private static void heartbeatWhateverItAnswers(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException e) {
      Thread.onSpinWait();
    }
  }

  private static void awaitCancel() throws InterruptedException {
    ActivityExecutionContext context = Activity.getExecutionContext();
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!never.await(20, TimeUnit.MILLISECONDS)) {
        context.heartbeat(null);
      }
    } catch (ActivityCompletionException e) {
      never.countDown();
    }
  }

  private static RunJobResult vanish() {
    Activity.getExecutionContext().doNotCompleteOnReturn();
    return null;
  }
}
