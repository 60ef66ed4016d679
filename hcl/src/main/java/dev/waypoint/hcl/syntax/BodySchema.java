package dev.waypoint.hcl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes and blocks that somebody wants from a body. Immutable. */
public final class BodySchema {
  /** An attribute by its name. */
  public record AttributeSchema(String name, boolean required) {}

  /** A block by its type, with the names of its labels. */
  public record BlockSchema(String type, List<String> labelNames) {
    public BlockSchema {
      labelNames = List.copyOf(labelNames);
    }
  }

  private final List<AttributeSchema> attributes;
  private final List<BlockSchema> blocks;

  private BodySchema(List<AttributeSchema> attributes, List<BlockSchema> blocks) {
    this.attributes = List.copyOf(attributes);
    this.blocks = List.copyOf(blocks);
  }

  /** Starts a schema. */
  public static Builder builder() {
    return new Builder();
  }

  /** The attributes in the order of the definition. */
  public List<AttributeSchema> attributes() {
    return attributes;
  }

  /** The block types in the order of the definition. */
  public List<BlockSchema> blocks() {
    return blocks;
  }

  /** The attribute with a name. */
  public Optional<AttributeSchema> attribute(String name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  /** The block with a type. */
  public Optional<BlockSchema> block(String type) {
    return blocks.stream().filter(block -> block.type().equals(type)).findFirst();
  }

  List<String> attributeNames() {
    return attributes.stream().map(AttributeSchema::name).toList();
  }

  List<String> blockTypes() {
    return blocks.stream().map(BlockSchema::type).toList();
  }

  /** Collects a schema. */
  public static final class Builder {
    private final List<AttributeSchema> attributes = new ArrayList<>();
    private final List<BlockSchema> blocks = new ArrayList<>();

    private Builder() {}

    /** An attribute that must be there. */
    public Builder required(String name) {
      attributes.add(new AttributeSchema(name, true));
      return this;
    }

    /** Attributes that may be there. */
    public Builder optional(String... names) {
      for (String name : names) {
        attributes.add(new AttributeSchema(name, false));
      }
      return this;
    }

    /** A block that may be there any number of times. */
    public Builder block(String type, String... labelNames) {
      blocks.add(new BlockSchema(type, List.of(labelNames)));
      return this;
    }

    /** The schema. */
    public BodySchema build() {
      return new BodySchema(attributes, blocks);
    }
  }
}
