package dev.waypoint.cli.operation;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.hcl.config.ValueText;
import dev.waypoint.hcl.config.VariableSource;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.protocol.v1.InputVariable;
import java.nio.file.Path;
import java.util.List;

/** Files of assignments, in HCL or (ending in .json) in JSON. */
public final class HclVariableFiles implements VariableFiles {
  @Override
  public List<InputVariable> read(Path path) {
    try {
      return dev.waypoint.hcl.config.VariableFiles.read(path, VariableSource.FILE).stream()
          .map(HclVariableFiles::expression)
          .toList();
    } catch (HclException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private static InputVariable expression(dev.waypoint.hcl.config.InputVariable variable) {
    return InputVariable.newBuilder()
        .setName(variable.name())
        .setValue(
            variable.value().map(ValueText::expression).orElseGet(variable.text()::orElseThrow))
        .setExpression(variable.value().isPresent())
        .setSource(InputVariable.Source.FILE)
        .build();
  }
}
