package dev.waypoint.plugin.nomad;

import java.util.Arrays;
import java.util.List;

/** The datacenters of a job as settings write them: one name, or several with commas between. */
final class Datacenters {
  private Datacenters() {}

  /**
   * @param setting its name, for the message
   * @throws IllegalArgumentException if there is none, or one without a name
   */
  static List<String> parse(String setting, String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          text.isBlank()
              ? "%s is empty: name it, or leave it out for \"dc1\"".formatted(setting)
              : "%s \"%s\" has a datacenter without a name".formatted(setting, text));
    }
    return names;
  }
}
