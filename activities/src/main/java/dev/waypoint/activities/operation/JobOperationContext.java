package dev.waypoint.activities.operation;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.sdk.Cancellation;
import dev.waypoint.sdk.component.OperationContext;
import dev.waypoint.sdk.output.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a component is told: the job, and the record of what it makes or works on. */
record JobOperationContext(AppJob job, ComponentRecord record, Map<String, String> labels)
    implements OperationContext {
  /** The same for every attempt of one job, so that repeating it finds what it made before. */
  static String operationId(ComponentRecord record) {
    String suffix = record.kind().name().substring(0, 1);
    return (record.jobId() + suffix).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  @Override
  public Path sourceDirectory() {
    return job.sourceDirectory();
  }

  @Override
  public Path appDirectory() {
    return job.appDirectory();
  }

  @Override
  public String project() {
    return job.context().spec().project();
  }

  @Override
  public String application() {
    return job.app();
  }

  @Override
  public String workspace() {
    return job.workspace();
  }

  @Override
  public String jobId() {
    return job.context().attempt().jobId().value();
  }

  @Override
  public String operationId() {
    return operationId(record);
  }

  @Override
  public long sequence() {
    return record.sequence();
  }

  @Override
  public Map<String, String> environment() {
    return job.environment();
  }

  @Override
  public Map<String, String> runnerEnvironment() {
    return job.context().programEnvironment();
  }

  @Override
  public boolean pushFollows() {
    return job.pushFollows();
  }

  @Override
  public Path scratchDirectory() throws IOException {
    return Files.createDirectories(job.context().scratchDirectory());
  }

  @Override
  public Terminal terminal() {
    return job.context().terminal();
  }

  @Override
  public Cancellation cancellation() {
    return job.context().cancellation();
  }
}
