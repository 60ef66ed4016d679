package dev.waypoint.hcl.config;

import dev.waypoint.hcl.value.Value;
import java.util.Objects;

/**
 * The value that an input variable has.
 *
 * @param name the variable
 * @param value the value, of the declared type
 * @param source where it comes from
 * @param typeText the type as tables show it
 * @param sensitive whether the value must never be shown
 */
public record ResolvedVariable(
    String name, Value value, VariableSource source, String typeText, boolean sensitive) {
  public ResolvedVariable {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(value, "value is null");
    Objects.requireNonNull(source, "source is null");
  }

  /** The value as text; the caller answers for not showing a sensitive one. */
  public String valueText() {
    return ValueText.of(value);
  }

  @Override
  public String toString() {
    return name + " = " + (sensitive ? "(sensitive)" : valueText()) + " from " + source.word();
  }
}
