package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Objects;

/** A name with an expression. */
public record Attribute(
    String name, SourceRange nameRange, Expression expression, SourceRange range) {
  public Attribute {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(expression, "expression is null");
  }
}
