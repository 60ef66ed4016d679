package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a schema found in a body.
 *
 * @param attributes the attributes by name
 * @param blocks the blocks in the order of the source
 * @param missingItemRange where to point when something is missing
 */
public record BodyContent(
    Map<String, Attribute> attributes, List<Block> blocks, SourceRange missingItemRange) {
  public BodyContent {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    blocks = List.copyOf(blocks);
  }

  /** The attribute with a name. */
  public Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The blocks of a type. */
  public List<Block> blocksOfType(String type) {
    return blocks.stream().filter(block -> block.type().equals(type)).toList();
  }
}
