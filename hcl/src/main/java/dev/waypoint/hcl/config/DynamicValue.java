package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Map;
import java.util.Objects;

/**
 * A value that a config source delivers when it is needed: {@code dynamic("source", {…})}.
 *
 * @param source the name of the config source
 * @param settings what to ask it for
 * @param range where the call is
 */
public record DynamicValue(String source, Map<String, String> settings, SourceRange range) {
  public DynamicValue {
    Objects.requireNonNull(source, "source is null");
    settings = Map.copyOf(settings);
    Objects.requireNonNull(range, "range is null");
  }
}
