package dev.waypoint.workflows.operation;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits that end by themselves. */
final class BoundedWait {
  private BoundedWait() {}

  /**
   * Waits until the condition holds, at most this long, and tells whether it holds. A timer is
   * started only if there is something to wait for, and cancelled when it is no longer needed.
   */
  static boolean until(Duration limit, Supplier<Boolean> condition) {
    if (condition.get() || !limit.isPositive()) {
      return condition.get();
    }
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope timer =
        Workflow.newCancellationScope(
            () -> {
              Promise<Void> fired = Workflow.newTimer(limit);
              over.completeFrom(fired.handle((_, _) -> null));
            });
    timer.run();
    Workflow.await(() -> condition.get() || over.isCompleted());
    timer.cancel();
    return condition.get();
  }
}
