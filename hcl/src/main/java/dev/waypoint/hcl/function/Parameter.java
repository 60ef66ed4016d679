package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import java.util.Objects;

/**
 * A parameter of a {@link Function}. An argument is converted to {@link #type} before the call; by
 * default a null argument is refused, and an argument that is not wholly known makes the result
 * unknown without a call.
 *
 * @param name the name used in messages
 * @param type the constraint; {@link Type#DYNAMIC} takes a value of any type as it is
 * @param allowNull whether the function wants to see null arguments
 * @param allowUnknown whether the function wants to see arguments that are not wholly known
 */
public record Parameter(String name, Type type, boolean allowNull, boolean allowUnknown) {
  public Parameter {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(type, "type is null");
  }

  /** A parameter that takes neither null nor unknown arguments. */
  public static Parameter of(String name, Type type) {
    return new Parameter(name, type, false, false);
  }

  /** The same parameter, but null arguments are passed on. */
  public Parameter nullable() {
    return new Parameter(name, type, true, allowUnknown);
  }

  /** The same parameter, but arguments that are not wholly known are passed on. */
  public Parameter unknowable() {
    return new Parameter(name, type, allowNull, true);
  }
}
