package dev.waypoint.hcl.config;

import java.util.Comparator;
import java.util.Objects;

/**
 * A value of a {@code config} stanza.
 *
 * @param name the name of the environment variable, the path of the file, or the internal name
 * @param kind what becomes of it
 * @param target for whom it is
 * @param content the value
 */
public record ConfigVariable(
    String name, ConfigKind kind, ConfigTarget target, ConfigContent content) {
  static final Comparator<ConfigVariable> BY_NAME =
      Comparator.comparing(ConfigVariable::name)
          .thenComparing(ConfigVariable::kind)
          .thenComparing(ConfigVariable::target, ConfigTarget.PRECEDENCE)
          .thenComparing(variable -> variable.target().workspace().orElse(""))
          .thenComparing(variable -> variable.target().labels().orElse(""));

  public ConfigVariable {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(kind, "kind is null");
    Objects.requireNonNull(target, "target is null");
    Objects.requireNonNull(content, "content is null");
  }

  /** Tells name and kind, and not the content, which may be sensitive. */
  @Override
  public String toString() {
    return "config." + kind.word() + "." + name;
  }
}
