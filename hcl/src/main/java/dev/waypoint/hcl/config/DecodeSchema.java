package dev.waypoint.hcl.config;

import dev.waypoint.hcl.value.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@link BodyDecoder} makes of a body.
 *
 * @param attributes the attributes by name
 * @param blocks the blocks by type
 */
public record DecodeSchema(Map<String, AttributeRule> attributes, Map<String, BlockRule> blocks) {
  public DecodeSchema {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
  }

  /**
   * An attribute.
   *
   * @param type what the value is converted to
   * @param required whether it must be given
   * @param defaultValue what stands in the result if it is not given or null; may be null
   */
  public record AttributeRule(Type type, boolean required, Object defaultValue) {
    public AttributeRule {
      Objects.requireNonNull(type, "type is null");
    }

    static AttributeRule optional(Type type) {
      return new AttributeRule(type, false, null);
    }
  }

  /**
   * A block.
   *
   * @param schema what is inside
   * @param repeated whether there may be several; the result then holds a list
   * @param required whether there must be one
   * @param labelNames the names of the labels
   */
  public record BlockRule(
      DecodeSchema schema, boolean repeated, boolean required, List<String> labelNames) {
    public BlockRule {
      Objects.requireNonNull(schema, "schema is null");
      labelNames = List.copyOf(labelNames);
    }
  }

  /** Starts a schema. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a schema. */
  public static final class Builder {
    private final Map<String, AttributeRule> attributes = new LinkedHashMap<>();
    private final Map<String, BlockRule> blocks = new LinkedHashMap<>();

    private Builder() {}

    /** An attribute that must be given. */
    public Builder required(String name, Type type) {
      attributes.put(name, new AttributeRule(type, true, null));
      return this;
    }

    /** An attribute that may be given. */
    public Builder optional(String name, Type type) {
      attributes.put(name, AttributeRule.optional(type));
      return this;
    }

    /** An attribute that may be given, and what stands for it if it is not. */
    public Builder optional(String name, Type type, Object defaultValue) {
      attributes.put(name, new AttributeRule(type, false, defaultValue));
      return this;
    }

    /** A block that may be there once. */
    public Builder block(String type, DecodeSchema schema, String... labelNames) {
      blocks.put(type, new BlockRule(schema, false, false, List.of(labelNames)));
      return this;
    }

    /** A block that may be there any number of times. */
    public Builder blocks(String type, DecodeSchema schema, String... labelNames) {
      blocks.put(type, new BlockRule(schema, true, false, List.of(labelNames)));
      return this;
    }

    /** A block that must be there once. */
    public Builder requiredBlock(String type, DecodeSchema schema, String... labelNames) {
      blocks.put(type, new BlockRule(schema, false, true, List.of(labelNames)));
      return this;
    }

    /** The schema. */
    public DecodeSchema build() {
      return new DecodeSchema(attributes, blocks);
    }
  }
}
