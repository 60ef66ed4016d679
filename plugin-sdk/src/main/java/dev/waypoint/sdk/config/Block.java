package dev.waypoint.sdk.config;

import static java.util.Objects.requireNonNull;

/**
 * {@code name { … }}.
 *
 * @param required whether at least one has to be there
 * @param repeated whether more than one may be there
 * @param schema what may stand in it
 */
public record Block(
    String name, boolean required, boolean repeated, String doc, ConfigSchema schema) {
  public Block {
    requireNonNull(name, "name is null");
    requireNonNull(doc, "doc is null");
    requireNonNull(schema, "schema is null");
  }
}
