package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.List;
import java.util.Objects;

/**
 * A reference to a variable and to something inside it, such as {@code var.list[0].name}.
 *
 * @param root the name of the variable
 * @param rootRange where the name is
 * @param steps the way from the variable to the value
 */
public record Traversal(String root, SourceRange rootRange, List<TraversalStep> steps) {
  public Traversal {
    Objects.requireNonNull(root, "root is null");
    Objects.requireNonNull(rootRange, "rootRange is null");
    steps = List.copyOf(steps);
  }

  /** The whole reference in the source. */
  public SourceRange range() {
    return steps.isEmpty() ? rootRange : SourceRange.between(rootRange, steps.getLast().range());
  }

  /** The reference as text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(root);
    steps.forEach(step -> text.append(describe(step)));
    return text.toString();
  }

  private static String describe(TraversalStep step) {
    return switch (step) {
      case TraversalStep.Attribute attribute -> "." + attribute.name();
      case TraversalStep.Index index -> "[" + describe(index.key()) + "]";
    };
  }

  private static String describe(Value key) {
    if (key.isNull()) {
      return "null";
    }
    return key.type() == Type.NUMBER ? key.asNumber().toString() : key.toString();
  }
}
