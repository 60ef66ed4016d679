package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.value.Value;
import java.util.Objects;

/** One step from a value to something inside it. */
public sealed interface TraversalStep {
  /** Where the step is, with its dot or brackets. */
  SourceRange range();

  /** To an attribute of an object, or to an element of a map. */
  record Attribute(String name, SourceRange range) implements TraversalStep {
    public Attribute {
      Objects.requireNonNull(name, "name is null");
      Objects.requireNonNull(range, "range is null");
    }
  }

  /** To an element by a constant key. */
  record Index(Value key, SourceRange range) implements TraversalStep {
    public Index {
      Objects.requireNonNull(key, "key is null");
      Objects.requireNonNull(range, "range is null");
    }
  }
}
