package dev.waypoint.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the workflow relies on: bounded waits, scopes and promises. */
@Timeout(60)
class WaitingTest {
  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final CountDownLatch taken = new CountDownLatch(1);

  /** Runs a piece of workflow code. */
  @WorkflowInterface
  public interface Probe {
    @WorkflowMethod
    List<String> run();
  }

  /** Never ends and never heartbeats. */
  @ActivityInterface
  public interface Silent {
    @ActivityMethod(name = "Stay")
    void stay();
  }

  /** Takes its code from the test. */
  public static final class ProbeImpl implements Probe {
    private final Supplier<List<String>> code;

    ProbeImpl(Supplier<List<String>> code) {
      this.code = code;
    }

    @Override
    public List<String> run() {
      return code.get();
    }
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void aWaitForWhatIsThereStartsNoTimer() {
    List<String> seen = run(() -> List.of("" + BoundedWait.until(Duration.ofHours(1), () -> true)));

    assertThat(seen).containsExactly("true");
    assertThat(events()).doesNotContain(EventType.EVENT_TYPE_TIMER_STARTED);
  }

  @Test
  void aWaitWithoutTimeOnlyLooks() {
    assertThat(run(() -> List.of("" + BoundedWait.until(Duration.ZERO, () -> false))))
        .containsExactly("false");
    assertThat(events()).doesNotContain(EventType.EVENT_TYPE_TIMER_STARTED);
  }

  @Test
  void aWaitForWhatNeverComesEndsByItself() {
    List<String> seen =
        run(
            () -> {
              long start = Workflow.currentTimeMillis();
              boolean held = BoundedWait.until(Duration.ofHours(3), () -> false);
              long hours = (Workflow.currentTimeMillis() - start) / 3_600_000;
              return List.of("" + held, "" + hours);
            });

    assertThat(seen).containsExactly("false", "3");
    assertThat(events()).contains(EventType.EVENT_TYPE_TIMER_FIRED);
  }

  @Test
  void aWaitThatIsOverCancelsItsTimer() {
    List<String> seen =
        run(
            () -> {
              Promise<Void> soon = Workflow.newTimer(Duration.ofSeconds(1));
              boolean held = BoundedWait.until(Duration.ofHours(3), soon::isCompleted);
              Workflow.sleep(Duration.ofSeconds(1));
              return List.of("" + held);
            });

    assertThat(seen).containsExactly("true");
    assertThat(events()).contains(EventType.EVENT_TYPE_TIMER_CANCELED);
  }

  @Test
  void anActivityThatNobodyEndsDoesNotBlockACancelledWait() {
    environment
        .newWorker("silent")
        .registerActivitiesImplementations(
            (Silent)
                () -> {
                  Activity.getExecutionContext().doNotCompleteOnReturn();
                  taken.countDown();
                });

    List<String> seen =
        run(
            () -> {
              Silent silent =
                  Workflow.newActivityStub(
                      Silent.class,
                      ActivityOptions.newBuilder()
                          .setTaskQueue("silent")
                          .setStartToCloseTimeout(Duration.ofHours(5))
                          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                          .build());
              List<Promise<Void>> ends = new ArrayList<>();
              CancellationScope scope =
                  Workflow.newCancellationScope(() -> ends.add(Async.procedure(silent::stay)));
              scope.run();
              Workflow.sleep(Duration.ofSeconds(1));
              scope.cancel();
              boolean ended =
                  BoundedWait.until(Duration.ofMillis(500), () -> ends.getFirst().isCompleted());
              return List.of("ended: " + ended);
            });

    assertThat(seen).containsExactly("ended: false");
    assertThat(taken.getCount()).isZero();
    assertThat(events()).contains(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
  }

  @Test
  void aDetachedScopeOutlivesTheCancellationOfItsParent() {
    List<String> seen =
        run(
            () -> {
              List<String> log = new ArrayList<>();
              CancellationScope parent =
                  Workflow.newCancellationScope(
                      () ->
                          Workflow.newDetachedCancellationScope(
                                  () ->
                                      Async.procedure(
                                          () -> {
                                            Workflow.sleep(Duration.ofMinutes(1));
                                            log.add("done");
                                          }))
                              .run());
              parent.run();
              parent.cancel();
              Workflow.await(() -> !log.isEmpty());
              return log;
            });

    assertThat(seen).containsExactly("done");
  }

  @Test
  void theFirstPromiseToFailFailsAnyOf() {
    List<String> seen =
        run(
            () -> {
              Promise<String> late = Workflow.newTimer(Duration.ofHours(1)).thenApply(_ -> "late");
              Promise<String> broken =
                  Workflow.newFailedPromise(new IllegalStateException("broken"));
              Promise<Object> any = Promise.anyOf(late, broken);
              return List.of("" + any.isCompleted(), "" + (any.getFailure() != null));
            });

    assertThat(seen).containsExactly("true", "true");
  }

  private List<String> run(Supplier<List<String>> code) {
    environment
        .newWorker("probe")
        .registerWorkflowImplementationFactory(Probe.class, () -> new ProbeImpl(code));
    environment.start();
    WorkflowStub stub =
        WorkflowStub.fromTyped(
            environment
                .getWorkflowClient()
                .newWorkflowStub(
                    Probe.class,
                    WorkflowOptions.newBuilder()
                        .setTaskQueue("probe")
                        .setWorkflowId("probe")
                        .build()));
    stub.start();
    @SuppressWarnings("unchecked")
    List<String> result = stub.getResult(List.class);
    return result;
  }

  private List<EventType> events() {
    return environment.getWorkflowClient().fetchHistory("probe").getEvents().stream()
        .map(e -> e.getEventType())
        .toList();
  }
}
