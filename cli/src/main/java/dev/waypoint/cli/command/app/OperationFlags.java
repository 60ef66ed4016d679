package dev.waypoint.cli.command.app;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.JobTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Of every command that makes jobs. */
final class OperationFlags {
  @Option(
      names = "-local",
      description = "Whether this process executes it; default: decided by the project.")
  private Boolean local;

  @Option(names = "-remote", hidden = true)
  private Boolean remote;

  @Option(
      names = "-label",
      paramLabel = "K=V",
      description = "A label of the operation. May be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "-remote-source",
      paramLabel = "K=V",
      description =
          "Another url, ref, path … of the project's Git source, for this operation. May be"
              + " repeated.")
  private Map<String, String> remoteSource = new LinkedHashMap<>();

  @Option(
      names = "-var",
      paramLabel = "K=V",
      description = "The value of an input variable. May be repeated.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "-var-file",
      paramLabel = "FILE",
      description = "A file with values of input variables. May be repeated; later ones win.")
  private List<Path> variableFiles = new ArrayList<>();

  @Option(
      names = "-priority",
      paramLabel = "N",
      description = "From 1 (before other jobs) to 5 (after them); default: 3.")
  private Integer priority;

  @Option(
      names = "-expires",
      paramLabel = "TIME",
      description = "End the job if it still waits after this time, such as 10m; default: never.")
  private Duration expires;

  @Option(
      names = "-timeout",
      paramLabel = "TIME",
      description = "End the job if it runs longer, such as 30m; default: 24h.")
  private Duration timeout;

  @Option(
      names = "-after",
      paramLabel = "JOB",
      description = "Begin only when this job has succeeded. May be repeated.")
  private List<String> after = new ArrayList<>();

  JobTerms terms() {
    return new JobTerms(
        Optional.ofNullable(priority),
        Optional.ofNullable(expires),
        Optional.ofNullable(timeout),
        after);
  }

  Optional<Boolean> local() {
    if (remote != null) {
      throw CliException.of("-remote is not used any more: write -local=%s", !remote);
    }
    return Optional.ofNullable(local);
  }

  Map<String, String> labels() {
    return labels;
  }

  Map<String, String> remoteSource() {
    return remoteSource;
  }

  Map<String, String> variables() {
    return variables;
  }

  List<Path> variableFiles() {
    return variableFiles;
  }
}
