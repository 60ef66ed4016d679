package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.InputVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The input variables that a command line and its environment give; later ones win. */
public final class Variables {
  private static final String PREFIX = "WP_VAR_";

  private final VariableFiles files;

  public Variables(VariableFiles files) {
    this.files = files;
  }

  /**
   * WP_VAR_ variables, then files, then flags.
   *
   * @param declared those of the local waypoint.hcl: other WP_VAR_ variables stay here; empty: not
   *     known
   */
  public List<InputVariable> collect(
      Map<String, String> environment,
      List<Path> variableFiles,
      Map<String, String> flags,
      Optional<Set<String>> declared) {
    List<InputVariable> variables = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              String variable = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
              boolean wanted = declared.map(known -> known.contains(variable)).orElse(true);
              if (!variable.isEmpty() && !value.isEmpty() && wanted) {
                variables.add(plain(variable, value, InputVariable.Source.ENV));
              }
            });
    variableFiles.forEach(file -> variables.addAll(files.read(file)));
    flags.forEach((name, value) -> variables.add(plain(name, value, InputVariable.Source.CLI)));
    return variables;
  }

  private static InputVariable plain(String name, String value, InputVariable.Source source) {
    return InputVariable.newBuilder().setName(name).setValue(value).setSource(source).build();
  }
}
