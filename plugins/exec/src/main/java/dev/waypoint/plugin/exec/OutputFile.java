package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command tells through {@code $WAYPOINT_OUTPUT}. */
final class OutputFile {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)");

  private OutputFile() {}

  /** Names in lower case. Empty lines and those that begin with # are passed over. */
  static Map<String, String> read(Path file) throws PluginException, IOException {
    Map<String, String> data = new LinkedHashMap<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (!assignment.matches()) {
        throw new PluginException(
            "line %d that the command wrote to $WAYPOINT_OUTPUT is not of the form name=value: %s"
                .formatted(i + 1, line));
      }
      data.put(assignment.group(1).toLowerCase(Locale.ROOT), assignment.group(2));
    }
    return data;
  }
}
