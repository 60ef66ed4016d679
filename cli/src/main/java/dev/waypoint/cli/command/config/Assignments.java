package dev.waypoint.cli.command.config;

import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.failure.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs {@code NAME=VALUE} of a command line, or one a line of standard input. */
final class Assignments {
  private Assignments() {}

  /** What was written; without words what comes from a pipe. */
  static Map<String, String> read(List<String> words, Environment environment) {
    List<String> pairs = words.isEmpty() ? piped(environment) : words;
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        // What is there may be a secret, so it is not shown.
        throw new CliException(
            "each value is written as NAME=VALUE; an empty value deletes it (argument %d is not)"
                .formatted(values.size() + 1));
      }
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    if (values.isEmpty()) {
      throw new CliException(
          "missing argument: NAME=VALUE, one or more, or one a line from a pipe");
    }
    return values;
  }

  private static List<String> piped(Environment environment) {
    if (environment.terminal()) {
      return List.of();
    }
    try {
      String text = new String(environment.in().readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = new ArrayList<>();
      text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(lines::add);
      return lines;
    } catch (IOException e) {
      throw new CliException("cannot read standard input: " + e.getMessage(), e);
    }
  }
}
