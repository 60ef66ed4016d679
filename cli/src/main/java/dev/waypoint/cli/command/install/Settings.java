package dev.waypoint.cli.command.install;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an installer is told. What nobody has said is left to it. */
final class Settings {
  private final Map<String, Object> said = new LinkedHashMap<>();

  /**
   * @param value null: it is not said
   */
  Settings put(String name, Object value) {
    if (value != null) {
      said.put(name, value);
    }
    return this;
  }

  Map<String, Object> asMap() {
    return Collections.unmodifiableMap(said);
  }
}
