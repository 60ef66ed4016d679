package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.Objects;
import java.util.Optional;

/**
 * A value that somebody gives for an input variable: either text, which is read by the declared
 * type, or a value.
 *
 * @param name the variable
 * @param source where it comes from
 * @param text the text, if it is given as text
 * @param value the value, if it is given as one
 * @param range where it is written, if in a file
 */
public record InputVariable(
    String name,
    VariableSource source,
    Optional<String> text,
    Optional<Value> value,
    Optional<SourceRange> range) {
  public InputVariable {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(range, "range is null");
    if (text.isPresent() == value.isPresent()) {
      throw new IllegalArgumentException("a variable has either a text or a value: " + name);
    }
  }

  /** A value as text. */
  public static InputVariable text(String name, VariableSource source, String text) {
    return new InputVariable(name, source, Optional.of(text), Optional.empty(), Optional.empty());
  }

  /** A value as it is. */
  public static InputVariable value(String name, VariableSource source, Value value) {
    return new InputVariable(name, source, Optional.empty(), Optional.of(value), Optional.empty());
  }

  /** A value from a line of a file. */
  static InputVariable written(String name, VariableSource source, Value value, SourceRange range) {
    return new InputVariable(
        name, source, Optional.empty(), Optional.of(value), Optional.of(range));
  }

  /** A value of the flag {@code -var}. */
  public static InputVariable cli(String name, String text) {
    return text(name, VariableSource.CLI, text);
  }

  /** A value of the server's settings. */
  public static InputVariable server(String name, String text) {
    return text(name, VariableSource.SERVER, text);
  }

  /** Tells the name and the source, and not the value, which may be sensitive. */
  @Override
  public String toString() {
    return name + " from " + source.word();
  }
}
