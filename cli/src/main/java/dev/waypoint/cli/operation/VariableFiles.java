package dev.waypoint.cli.operation;

import dev.waypoint.protocol.v1.InputVariable;
import java.nio.file.Path;
import java.util.List;

/** Reads files of {@code -var-file}. */
@FunctionalInterface
public interface VariableFiles {
  /**
   * The assignments in a file, as expressions.
   *
   * @throws dev.waypoint.cli.failure.CliException if it cannot be read or used, with the position
   */
  List<InputVariable> read(Path file);
}
