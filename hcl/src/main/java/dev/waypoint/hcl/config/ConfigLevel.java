package dev.waypoint.hcl.config;

import dev.waypoint.hcl.eval.EvalContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values for one target, and the level around it whose values they see. */
final class ConfigLevel {
  final Optional<ConfigLevel> outer;
  final ConfigTarget target;
  final EvalContext context;

  /** Maps that are not written out, so that only evaluation tells their names. */
  final Map<ConfigKind, List<ConfigCell>> wholes = new EnumMap<>(ConfigKind.class);

  private final Map<ConfigKind, Map<String, ConfigCell>> cells = new EnumMap<>(ConfigKind.class);

  ConfigLevel(Optional<ConfigLevel> outer, ConfigTarget target, EvalContext context) {
    this.outer = outer;
    this.target = target;
    this.context = context;
    for (ConfigKind kind : ConfigKind.values()) {
      cells.put(kind, new LinkedHashMap<>());
      wholes.put(kind, new ArrayList<>());
    }
  }

  Map<String, ConfigCell> cells(ConfigKind kind) {
    return cells.get(kind);
  }
}
