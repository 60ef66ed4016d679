package dev.waypoint.plugin.nomad;

import java.util.Map;
import java.util.stream.Collectors;

/** An environment as Nomad reads it from a template: a variable a line, the value in quotes. */
final class EnvironmentFile {
  private EnvironmentFile() {}

  static String of(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(variable -> variable.getKey() + "=\"" + escape(variable.getValue()) + "\"\n")
        .collect(Collectors.joining());
  }

  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < ' ') {
            escaped.append("\\u%04x".formatted((int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
