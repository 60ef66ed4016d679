package dev.waypoint.cli.command.install;

import dev.waypoint.cli.failure.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the installed program is called with. */
final class AgentArguments {
  private AgentArguments() {}

  static List<String> of(String id, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("runner", "agent", "-id=" + id));
    arguments.addAll(more);
    return arguments;
  }

  /** The labels that are among them: {@code -label=k=v} or {@code -label k=v}. */
  static Map<String, String> labels(List<String> arguments) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i).replaceFirst("^--", "-");
      if (argument.startsWith("-label=")) {
        put(labels, argument.substring("-label=".length()));
      } else if (argument.equals("-label") && i + 1 < arguments.size()) {
        put(labels, arguments.get(++i));
      }
    }
    return labels;
  }

  private static void put(Map<String, String> labels, String pair) {
    int at = pair.indexOf('=');
    if (at <= 0) {
      throw CliException.of("-label=%s: write it as key=value", pair);
    }
    labels.put(pair.substring(0, at), pair.substring(at + 1));
  }
}
