package dev.waypoint.gateway.engine;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;

/** A real Temporal server of a test's own, which several gateways can use. */
public final class TestingTemporalServer implements AutoCloseable {
  private final ManagedEngine engine;

  private TestingTemporalServer(ManagedEngine engine) {
    this.engine = engine;
  }

  /** Skips the test, or fails it, where there is no Temporal program. */
  public static TestingTemporalServer start(Path directory) {
    return new TestingTemporalServer(
        ManagedEngine.start(TestingTemporal.binary(), EngineOptions.embeddedIn(directory)));
  }

  String address() {
    return engine.address();
  }

  /** Ends a workflow without a word to it, as an operator may. */
  public void terminate(String workflowId) {
    engine.client().newUntypedWorkflowStub(workflowId).terminate("test");
  }

  /** For a gateway that is to use it. */
  public EngineOptions options(Path directory) {
    return EngineOptions.embeddedIn(directory)
        .withExternal(ExternalServer.plaintext(engine.address()));
  }

  /** Returns when a workflow has an activity that waits for a worker, or that one has begun. */
  public void awaitActivity(String workflowId) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(engine.namespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .build();
    Waiting.until(
        () ->
            engine
                    .stubs()
                    .blockingStub()
                    .describeWorkflowExecution(request)
                    .getPendingActivitiesCount()
                > 0);
  }

  @Override
  public void close() {
    engine.close();
  }
}
