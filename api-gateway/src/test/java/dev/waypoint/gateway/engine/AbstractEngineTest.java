package dev.waypoint.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What every engine does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class AbstractEngineTest {
  private Engine engine;
  private WorkerFactory workers;
  private String queue;

  /** A running engine of the kind under test. */
  abstract Engine open() throws Exception;

  final Engine engine() {
    return engine;
  }

  @BeforeAll
  void openEngine() throws Exception {
    engine = open();
    queue = "engine-test-" + UUID.randomUUID();
    workers = startWorker(engine.client(), queue);
  }

  @AfterAll
  void closeEngine() {
    if (workers != null) {
      workers.shutdownNow();
      workers.awaitTermination(5, TimeUnit.SECONDS);
    }
    if (engine != null) {
      engine.close();
    }
    closed();
  }

  /** Called after the engine was closed. */
  void closed() {}

  static WorkerFactory startWorker(WorkflowClient client, String queue) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(queue);
    worker.registerWorkflowImplementationTypes(TestingFlow.Flow.class);
    worker.registerActivitiesImplementations(new TestingFlow.PlainGreeter());
    factory.start();
    return factory;
  }

  final WorkflowOptions.Builder options(String workflowId) {
    return WorkflowOptions.newBuilder().setWorkflowId(workflowId).setTaskQueue(queue);
  }

  private WorkflowStub start(WorkflowOptions options) {
    WorkflowStub stub =
        engine.client().newUntypedWorkflowStub(TestingFlow.class.getSimpleName(), options);
    stub.start("world");
    return stub;
  }

  private static String freshId() {
    return "job/" + UUID.randomUUID();
  }

  static void awaitPhase(WorkflowStub stub, String phase) {
    Waiting.until(() -> phase.equals(stub.query("phase", String.class)));
  }

  @Test
  void isUpAndSaysWhatItIs() {
    assertThat(engine.health().up()).isTrue();
    assertThat(engine.health().message()).contains("Temporal").contains("answers");
    assertThat(engine.describe()).contains("Temporal");
  }

  @Test
  void runsAWorkflowWithAnActivityASignalAndAQuery() throws Exception {
    WorkflowStub stub = start(options(freshId()).build());
    awaitPhase(stub, "waiting");
    stub.signal("release");
    assertThat(stub.getResult(20, TimeUnit.SECONDS, String.class)).isEqualTo("hello world");
  }

  @Test
  void startsTheFirstWorkflowTaskTogetherWithTheWorkflow() throws Exception {
    WorkflowStub stub = start(options(freshId()).setDisableEagerExecution(false).build());
    stub.signal("release");
    assertThat(stub.getResult(20, TimeUnit.SECONDS, String.class)).isEqualTo("hello world");
  }

  @Test
  void cancelsAWorkflow() {
    WorkflowStub stub = start(options(freshId()).build());
    awaitPhase(stub, "waiting");
    stub.cancel();
    assertThatThrownBy(() -> stub.getResult(20, TimeUnit.SECONDS, String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  @Test
  void startsNothingTwiceUnderOneId() {
    WorkflowOptions options =
        options(freshId())
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .build();
    WorkflowStub first = start(options);
    WorkflowStub second = start(options);
    assertThat(second.getExecution().getRunId()).isEqualTo(first.getExecution().getRunId());
    first.terminate("done");
    WorkflowStub third = start(options);
    assertThat(third.getExecution().getRunId()).isNotEqualTo(first.getExecution().getRunId());
    third.terminate("done");
  }

  @Test
  void tellsARunningWorkflowFromOneThatIsOver() {
    WorkflowStub stub = start(options(freshId()).build());
    assertThat(stub.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    stub.terminate("done");
    assertThat(stub.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
  }

  @Test
  void saysThatAWorkflowIsMissing() {
    WorkflowStub missing = engine.client().newUntypedWorkflowStub(freshId());
    assertThatThrownBy(missing::describe).isInstanceOf(WorkflowNotFoundException.class);
  }

  @Test
  void takesWorkflowsWithTheSearchAttributesItRegistered() {
    boolean registered =
        engine.registerSearchAttributes(List.of("WaypointProject", "WaypointRunner"));
    assertThat(engine.registerSearchAttributes(List.of("WaypointProject", "WaypointRunner")))
        .isEqualTo(registered);
    assertThat(registered).isTrue();
    SearchAttributeKey<String> project = SearchAttributeKey.forKeyword("WaypointProject");
    WorkflowStub stub =
        start(
            options(freshId())
                .setTypedSearchAttributes(
                    SearchAttributes.newBuilder().set(project, "shop").build())
                .build());
    assertThat(stub.describe().getTypedSearchAttributes().get(project)).isEqualTo("shop");
    stub.terminate("done");
  }

  @Test
  void answersManyShortWorkflowsAtOnce() throws Exception {
    List<WorkflowStub> stubs =
        IntStream.range(0, 20)
            .mapToObj(i -> start(options(freshId()).setDisableEagerExecution(false).build()))
            .toList();
    for (WorkflowStub stub : stubs) {
      stub.signal("release");
    }
    for (WorkflowStub stub : stubs) {
      assertThat(stub.getResult(30, TimeUnit.SECONDS, String.class)).isEqualTo("hello world");
    }
  }
}
