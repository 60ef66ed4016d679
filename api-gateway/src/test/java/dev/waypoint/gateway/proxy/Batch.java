package dev.waypoint.gateway.proxy;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A workflow that has many tasks done on given queues, and places again what was lost. */
@WorkflowInterface
public interface Batch {
  @WorkflowMethod
  List<String> run(List<Item> items);

  /**
   * @param queue where
   * @param task what the runner is told
   */
  record Item(String queue, String task) {}

  /** What runners do; answers the runner's id. */
  @ActivityInterface
  interface Work {
    String work(String task);
  }

  /** Answers, for each item, who did it and what its attempts before ended with. */
  final class Flow implements Batch {
    private static final int MOST_ATTEMPTS = 20;

    @Override
    public List<String> run(List<Item> items) {
      List<Promise<String>> all = new ArrayList<>();
      items.forEach(item -> all.add(Async.function(() -> place(item))));
      return all.stream().map(Promise::get).toList();
    }

    private static String place(Item item) {
      Work work =
          Workflow.newActivityStub(
              Work.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(item.queue())
                  .setStartToCloseTimeout(Duration.ofMinutes(2))
                  .setHeartbeatTimeout(Duration.ofSeconds(5))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build());
      StringBuilder before = new StringBuilder();
      for (int attempt = 1; ; attempt++) {
        try {
          return work.work(item.task()) + before;
        } catch (ActivityFailure e) {
          if (attempt == MOST_ATTEMPTS) {
            throw e;
          }
          before.append(' ').append(cause(e));
        }
      }
    }

    private static String cause(ActivityFailure failure) {
      return failure.getCause() instanceof ApplicationFailure application
          ? application.getType()
          : failure.getCause().getClass().getSimpleName();
    }
  }
}
