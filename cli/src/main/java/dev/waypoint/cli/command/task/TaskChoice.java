package dev.waypoint.cli.command.task;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one task that a command is about. */
final class TaskChoice {
  @Option(
      names = "-run-job-id",
      paramLabel = "JOB",
      description = "The job that it runs, instead of its own id.")
  private String jobId = "";

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The task.")
  private String id = "";

  /** To be called first. */
  void check(OutputRenderer renderer) {
    if (id.isBlank() && jobId.isBlank()) {
      throw new CliException("name the task: either ID or -run-job-id=JOB");
    }
    if (!id.isBlank() && !jobId.isBlank()) {
      renderer.line(Style.WARNING, "both ID and -run-job-id are given: the ID counts");
    }
  }

  String id() {
    return id;
  }

  /** Empty where the task's own id counts. */
  String jobId() {
    return id.isBlank() ? jobId : "";
  }
}
