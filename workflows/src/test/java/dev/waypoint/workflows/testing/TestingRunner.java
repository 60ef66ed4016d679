package dev.waypoint.workflows.testing;

import dev.waypoint.workflows.activity.AttemptInput;
import dev.waypoint.workflows.activity.RunJobActivities;
import dev.waypoint.workflows.activity.RunJobResult;
import dev.waypoint.workflows.failure.FailureCode;
import dev.waypoint.workflows.failure.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A runner that follows a script: one piece of work for each task it takes. */
public final class TestingRunner implements RunJobActivities {
  private final String id;
  private final InMemoryLedger ledger;
  private final Queue<Work> script = new ArrayDeque<>();
  private final List<Integer> taken = new ArrayList<>();
  private final Semaphore takes = new Semaphore(0);

  public TestingRunner(String id, InMemoryLedger ledger, Work... script) {
    this.id = id;
    this.ledger = ledger;
    this.script.addAll(List.of(script));
  }

  @Override
  public RunJobResult runJob(AttemptInput input) {
    Work work = next(input);
    takes.release();
    try {
      return work.run(input, this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(FailureCode.RUNNER_GONE, "interrupted");
    }
  }

  /** Blocks until it has taken one more task. */
  public void awaitTask() {
    try {
      if (!takes.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(id + " got no task");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The attempts that it took, in order. */
  public synchronized List<Integer> taken() {
    return List.copyOf(taken);
  }

  public String id() {
    return id;
  }

  public InMemoryLedger ledger() {
    return ledger;
  }

  void assign(AttemptInput task) {
    if (!ledger.assign(task)) {
      throw Failures.of(FailureCode.ATTEMPT_OUTDATED, "attempt " + task.attempt());
    }
  }

  private synchronized Work next(AttemptInput input) {
    taken.add(input.attempt());
    Work work = script.poll();
    if (work == null) {
      throw Failures.permanent(FailureCode.INTERNAL_ERROR, "not in the script");
    }
    return work;
  }
}
