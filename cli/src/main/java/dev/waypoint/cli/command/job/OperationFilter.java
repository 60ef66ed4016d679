package dev.waypoint.cli.command.job;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The operations that jobs can be listed by, written as in the commands' names. */
final class OperationFilter {
  private OperationFilter() {}

  static Operation parse(String name) {
    return Arrays.stream(Operation.values())
        .filter(OperationFilter::real)
        .filter(operation -> name(operation).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.of(
                    "-operation=%s: there is no such operation; there are %s",
                    name,
                    Arrays.stream(Operation.values())
                        .filter(OperationFilter::real)
                        .map(OperationFilter::name)
                        .collect(Collectors.joining(", "))));
  }

  private static boolean real(Operation operation) {
    return operation != Operation.UNRECOGNIZED && operation != Operation.OPERATION_UNSPECIFIED;
  }

  private static String name(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
