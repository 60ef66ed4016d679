package dev.waypoint.cli.command.app;

import dev.waypoint.cli.failure.CliException;
import java.nio.file.Path;
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
