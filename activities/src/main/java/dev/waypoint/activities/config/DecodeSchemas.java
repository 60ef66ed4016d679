package dev.waypoint.activities.config;

import dev.waypoint.hcl.config.DecodeSchema;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.sdk.config.Attribute;
import dev.waypoint.sdk.config.Block;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a plugin's configuration looks like, in the words of the HCL module. */
final class DecodeSchemas {
  private DecodeSchemas() {}

  /** Defaults are left to the plugin. */
  static DecodeSchema of(ConfigSchema schema) {
    Map<String, DecodeSchema.AttributeRule> attributes = new LinkedHashMap<>();
    for (Attribute attribute : schema.attributes()) {
      attributes.put(
          attribute.name(),
          new DecodeSchema.AttributeRule(type(attribute), attribute.required(), null));
    }
    Map<String, DecodeSchema.BlockRule> blocks = new LinkedHashMap<>();
    for (Block block : schema.blocks()) {
      blocks.put(
          block.name(),
          new DecodeSchema.BlockRule(
              of(block.schema()), block.repeated(), block.required(), List.of()));
    }
    return new DecodeSchema(attributes, blocks);
  }

  private static Type type(Attribute attribute) {
    return switch (attribute.type()) {
      case STRING -> Type.STRING;
      case NUMBER -> Type.NUMBER;
      case BOOL -> Type.BOOL;
      case LIST_OF_STRING -> Type.list(Type.STRING);
      case MAP_OF_STRING -> Type.map(Type.STRING);
    };
  }
}
