package dev.waypoint.worker.plugin;

import dev.waypoint.hcl.config.ValueText;
import dev.waypoint.sdk.config.Attribute;
import dev.waypoint.sdk.config.Block;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.ArrayList;
import java.util.List;

/** What has to stand in a plugin's configuration, as lines to fill in. */
final class RequiredSettings {
  private RequiredSettings() {}

  static List<String> lines(ConfigSchema schema) {
    List<String> lines = new ArrayList<>();
    for (Attribute attribute : schema.attributes()) {
      if (attribute.required()) {
        if (!attribute.doc().isEmpty()) {
          lines.add("# " + attribute.doc());
        }
        lines.add(attribute.name() + " = " + placeholder(attribute));
      }
    }
    for (Block block : schema.blocks()) {
      if (block.required()) {
        lines.add(block.name() + " {");
        lines(block.schema()).forEach(line -> lines.add("  " + line));
        lines.add("}");
      }
    }
    return lines;
  }

  private static String placeholder(Attribute attribute) {
    return switch (attribute.type()) {
      case STRING ->
          ValueText.quote(attribute.allowed().isEmpty() ? "" : attribute.allowed().getFirst());
      case NUMBER -> "0";
      case BOOL -> "false";
      case LIST_OF_STRING -> "[]";
      case MAP_OF_STRING -> "{}";
    };
  }
}
