package dev.waypoint.activities.operation;

import dev.waypoint.sdk.config.Attribute;
import dev.waypoint.sdk.config.Block;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of a plugin's configuration that must not be shown. */
final class SensitiveSettings {
  private SensitiveSettings() {}

  static Set<String> of(ConfigSchema schema, Map<?, ?> values) {
    Set<String> found = new HashSet<>();
    for (Attribute attribute : schema.attributes()) {
      if (attribute.sensitive()) {
        addTexts(values.get(attribute.name()), found);
      }
    }
    for (Block block : schema.blocks()) {
      switch (values.get(block.name())) {
        case Map<?, ?> one -> found.addAll(of(block.schema(), one));
        case List<?> many ->
            many.forEach(
                element -> {
                  if (element instanceof Map<?, ?> one) {
                    found.addAll(of(block.schema(), one));
                  }
                });
        case null, default -> {}
      }
    }
    return found;
  }

  private static void addTexts(Object value, Set<String> texts) {
    switch (value) {
      case String text -> texts.add(text);
      case List<?> list -> list.forEach(element -> addTexts(element, texts));
      case Map<?, ?> map -> map.values().forEach(element -> addTexts(element, texts));
      case null, default -> {}
    }
  }
}
