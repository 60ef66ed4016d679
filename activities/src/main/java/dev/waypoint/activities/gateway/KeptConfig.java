package dev.waypoint.activities.gateway;

import java.util.List;
import java.util.Map;

/**
 * What the server keeps for a job beside its waypoint.hcl.
 *
 * @param entries that may concern the job on this runner
 * @param sources settings of config sources, by the source's name
 */
public record KeptConfig(List<ConfigEntry> entries, Map<String, Map<String, String>> sources) {
  public static final KeptConfig NONE = new KeptConfig(List.of(), Map.of());

  public KeptConfig {
    entries = List.copyOf(entries);
    sources = Map.copyOf(sources);
  }

  /** Tells how much there is; values may be secret. */
  @Override
  public String toString() {
    return "KeptConfig[%d entries, %d sources]".formatted(entries.size(), sources.size());
  }
}
