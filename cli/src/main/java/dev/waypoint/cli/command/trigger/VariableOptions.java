package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.operation.VariableFiles;
import dev.waypoint.protocol.v1.InputVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Values of input variables, all of which count as those of the command line. */
final class VariableOptions {
  @Option(
      names = "-var",
      paramLabel = "K=V",
      description = "The value of an input variable. May be repeated.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "-var-file",
      paramLabel = "FILE",
      description = "A file with values of input variables. May be repeated; later ones win.")
  private List<Path> files = new ArrayList<>();

  boolean isGiven() {
    return !variables.isEmpty() || !files.isEmpty();
  }

  /** Those of files first, so that those of options win. */
  List<InputVariable> read(VariableFiles reader) {
    List<InputVariable> all = new ArrayList<>();
    for (Path file : files) {
      reader.read(file).stream()
          .map(each -> each.toBuilder().setSource(InputVariable.Source.CLI).build())
          .forEach(all::add);
    }
    variables.forEach(
        (name, value) ->
            all.add(
                InputVariable.newBuilder()
                    .setName(name)
                    .setValue(value)
                    .setSource(InputVariable.Source.CLI)
                    .build()));
    return all;
  }
}
