package dev.waypoint.sdk.testing;

import dev.waypoint.sdk.CancellationSource;
import dev.waypoint.sdk.component.OperationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** An operation on the application {@code web} of the project {@code shop}. */
public record TestingOperationContext(
    Path sourceDirectory,
    String application,
    String operationId,
    long sequence,
    Map<String, String> environment,
    TestingTerminal terminal,
    CancellationSource cancellation)
    implements OperationContext {
  /** With an operation id of its own. */
  public static TestingOperationContext in(Path directory) {
    return new TestingOperationContext(
        directory,
        "web",
        UUID.randomUUID().toString().replace("-", "").substring(0, 26),
        1,
        Map.of(),
        new TestingTerminal(),
        new CancellationSource());
  }

  public TestingOperationContext withSequence(long number) {
    return new TestingOperationContext(
        sourceDirectory, application, operationId, number, environment, terminal, cancellation);
  }

  public TestingOperationContext withEnvironment(Map<String, String> variables) {
    return new TestingOperationContext(
        sourceDirectory, application, operationId, sequence, variables, terminal, cancellation);
  }

  @Override
  public Path appDirectory() {
    return sourceDirectory;
  }

  @Override
  public String project() {
    return "shop";
  }

  @Override
  public String workspace() {
    return "default";
  }

  @Override
  public String jobId() {
    return "01JD0000000000000000000000";
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("team", "blue");
  }
}
