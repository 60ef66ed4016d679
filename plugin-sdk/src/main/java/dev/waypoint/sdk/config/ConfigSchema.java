package dev.waypoint.sdk.config;

import java.util.List;

/**
 * What may stand in a component's configuration, for those who decode and document it.
 *
 * @param attributes in the order in which they are documented
 * @param blocks likewise
 */
public record ConfigSchema(List<Attribute> attributes, List<Block> blocks) {
  public ConfigSchema {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }
}
