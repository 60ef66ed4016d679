package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.hcl.config.ConfigVariable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values that the server keeps for a job. */
final class KeptEntries {
  private final List<ConfigVariable> variables;
  private final Set<String> secrets = new HashSet<>();

  KeptEntries(List<ConfigEntry> entries) {
    variables = entries.stream().map(ConfigEntries::variable).toList();
    for (ConfigEntry entry : entries) {
      if (entry.sensitive() && entry.content() instanceof ConfigEntry.Content.Text(String text)) {
        secrets.add(text);
      }
    }
  }

  List<ConfigVariable> variables() {
    return variables;
  }

  /** Those that must not be shown. */
  Set<String> secrets() {
    return secrets;
  }
}
