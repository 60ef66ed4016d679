package dev.waypoint.plugin.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * JSON in the form of a task definition, laid over one: what it sets, it replaces; objects are laid
 * over each other field by field, and lists of things that have a name or key by that.
 */
final class Overlay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode json;

  private Overlay(ObjectNode json) {
    this.json = json;
  }

  /**
   * @throws IllegalArgumentException if it is no JSON object, or names what no task definition has
   */
  static Overlay parse(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "task_definition is not JSON: %s (line %d)"
              .formatted(e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new IllegalArgumentException("task_definition is not a JSON object: write { … }");
    }
    Overlay overlay = new Overlay(object);
    overlay.over(RegisterTaskDefinitionRequest.builder().build()).containerDefinitions().stream()
        .filter(container -> Boolean.TRUE.equals(container.privileged()))
        .forEach(Overlay::refuse);
    return overlay;
  }

  private static void refuse(ContainerDefinition privileged) {
    throw new IllegalArgumentException(
        "task_definition makes the container %s privileged: that is never done here"
            .formatted(privileged.name()));
  }

  boolean sets(String field) {
    return json.hasNonNull(field);
  }

  RegisterTaskDefinitionRequest over(RegisterTaskDefinitionRequest below) {
    return (RegisterTaskDefinitionRequest) structure(below, json, "task_definition");
  }

  private static SdkPojo structure(SdkPojo below, JsonNode over, String path) {
    require(over.isObject(), path, "is not an object");
    SdkBuilder<?, ?> builder = (SdkBuilder<?, ?>) ((ToCopyableBuilder<?, ?>) below).toBuilder();
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      String inner = path + "." + entry.getKey();
      SdkField<?> field =
          below.sdkFields().stream()
              .filter(known -> known.locationName().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(inner + " is not known to task definitions"));
      field.set(builder, value(field, field.getValueOrDefault(below), entry.getValue(), inner));
    }
    return (SdkPojo) builder.build();
  }

  private static Object value(SdkField<?> field, Object below, JsonNode over, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return structure(below == null ? empty(field) : (SdkPojo) below, over, path);
    }
    if (type == MarshallingType.LIST) {
      return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), below, over, path);
    }
    if (type == MarshallingType.MAP) {
      return map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), below, over, path);
    }
    if (type == MarshallingType.BOOLEAN) {
      require(over.isBoolean(), path, "is not true or false");
      return over.booleanValue();
    }
    if (type == MarshallingType.INTEGER) {
      require(over.canConvertToInt() && over.isIntegralNumber(), path, "is not a whole number");
      return over.intValue();
    }
    require(type == MarshallingType.STRING, path, "cannot be set here");
    require(over.isValueNode() && !over.isNull(), path, "is not a string");
    return over.asText();
  }

  private static SdkPojo empty(SdkField<?> field) {
    return (SdkPojo) ((SdkBuilder<?, ?>) field.constructor().get()).build();
  }

  private static List<Object> list(SdkField<?> member, Object below, JsonNode over, String path) {
    require(over.isArray(), path, "is not a list");
    List<Object> merged = new ArrayList<>();
    boolean named = over.valueStream().anyMatch(element -> id(element).isPresent());
    if (named && below instanceof Collection<?> present) {
      merged.addAll(present);
    }
    for (JsonNode element : over) {
      String inner = "%s[%d]".formatted(path, over.valueStream().toList().indexOf(element));
      int same = named ? indexOf(merged, id(element)) : -1;
      if (same >= 0) {
        merged.set(same, value(member, merged.get(same), element, inner));
      } else {
        merged.add(value(member, null, element, inner));
      }
    }
    return merged;
  }

  private static int indexOf(List<Object> present, Optional<String> id) {
    for (int i = 0; i < present.size(); i++) {
      if (id.isPresent() && present.get(i) instanceof SdkPojo pojo && id.equals(id(pojo))) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> id(JsonNode element) {
    return Optional.ofNullable(element.get("name"))
        .or(() -> Optional.ofNullable(element.get("key")))
        .map(JsonNode::asText);
  }

  private static Optional<String> id(SdkPojo pojo) {
    return pojo.sdkFields().stream()
        .filter(field -> List.of("name", "key").contains(field.locationName()))
        .map(field -> field.getValueOrDefault(pojo))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }

  private static Map<String, Object> map(
      SdkField<?> member, Object below, JsonNode over, String path) {
    require(over.isObject(), path, "is not an object");
    Map<String, Object> merged = new LinkedHashMap<>();
    if (below instanceof Map<?, ?> present) {
      present.forEach((key, value) -> merged.put(String.valueOf(key), value));
    }
    over.properties()
        .forEach(
            entry ->
                merged.put(
                    entry.getKey(),
                    value(member, null, entry.getValue(), path + "." + entry.getKey())));
    return merged;
  }

  private static void require(boolean condition, String path, String message) {
    if (!condition) {
      throw new IllegalArgumentException(path + " " + message);
    }
  }
}
