package dev.waypoint.sdk.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * {@code name = value}.
 *
 * @param required whether leaving it out is an error
 * @param sensitive whether its value must not be shown
 * @param defaultValue what holds when it is left out, as a user would write it
 * @param allowed the only values it can have; empty: any of its type
 */
public record Attribute(
    String name,
    AttributeType type,
    boolean required,
    boolean sensitive,
    Optional<String> defaultValue,
    List<String> allowed,
    String doc) {
  public Attribute {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(defaultValue, "defaultValue is null");
    requireNonNull(doc, "doc is null");
    allowed = List.copyOf(allowed);
  }
}
