package dev.waypoint.hcl.config;

import dev.waypoint.hcl.syntax.Expression;
import java.util.Optional;

/** A value of a {@code config} stanza on the way to its content. */
final class ConfigCell {
  /** How far the evaluation is. */
  enum State {
    WAITING,
    RUNNING,
    DONE
  }

  final ConfigLevel level;
  final ConfigKind kind;
  final Optional<String> name;
  final Expression expression;
  State state = State.WAITING;

  /** Absent after a problem, and of whole maps. */
  Optional<ConfigContent> content = Optional.empty();

  /**
   * @param name absent if the expression stands for all values of the kind
   */
  ConfigCell(ConfigLevel level, ConfigKind kind, Optional<String> name, Expression expression) {
    this.level = level;
    this.kind = kind;
    this.name = name;
    this.expression = expression;
  }

  @Override
  public String toString() {
    return "config." + kind.word() + name.map(text -> "." + text).orElse("");
  }
}
