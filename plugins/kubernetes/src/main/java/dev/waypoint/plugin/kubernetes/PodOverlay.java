package dev.waypoint.plugin.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * YAML or JSON in the form of a pod's template, laid over one: what it sets, it replaces, what it
 * sets to null, it takes away; objects are laid over each other field by field, and lists whose
 * elements have a key by that.
 */
final class PodOverlay {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fails on what the model does not know, where the model's own reader keeps it aside. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  /** By which field an element of a list is the same as another. */
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "volumes", "name",
          "env", "name",
          "imagePullSecrets", "name",
          "volumeMounts", "mountPath",
          "volumeDevices", "devicePath",
          "ports", "containerPort",
          "hostAliases", "ip");

  private final ObjectNode json;

  private PodOverlay(ObjectNode json) {
    this.json = json;
  }

  /**
   * @throws IllegalArgumentException if it is not an object, or sets what no pod's template has
   */
  static PodOverlay parse(String text) {
    JsonNode node;
    try {
      node = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "pod_template is neither YAML nor JSON: %s (line %d)"
              .formatted(
                  e.getOriginalMessage().lines().findFirst().orElse(""),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new IllegalArgumentException(
          "pod_template is not an object: write metadata and spec of a pod's template");
    }
    PodOverlay overlay = new PodOverlay(object);
    refusePrivilege(overlay.over(new PodTemplateSpec()));
    return overlay;
  }

  private static void refusePrivilege(PodTemplateSpec template) {
    if (template.getSpec() == null) {
      return;
    }
    Stream.concat(
            template.getSpec().getContainers().stream(),
            template.getSpec().getInitContainers().stream())
        .filter(container -> container.getSecurityContext() != null)
        .filter(container -> Boolean.TRUE.equals(container.getSecurityContext().getPrivileged()))
        .findFirst()
        .ifPresent(
            container -> {
              throw new IllegalArgumentException(
                  "pod_template makes the container %s privileged: that is never done here; name the capabilities that it needs"
                      .formatted(container.getName()));
            });
  }

  PodTemplateSpec over(PodTemplateSpec below) {
    JsonNode merged = merge(JSON.valueToTree(below), json);
    try {
      return STRICT.treeToValue(merged, PodTemplateSpec.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "pod_template.%s is not known to a pod's template".formatted(path(e)), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "pod_template is not a pod's template: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  private static String path(UnrecognizedPropertyException e) {
    StringBuilder path = new StringBuilder();
    e.getPath()
        .forEach(
            step ->
                path.append(
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : (path.isEmpty() ? "" : ".") + step.getFieldName()));
    return path.toString();
  }

  private static JsonNode merge(JsonNode below, JsonNode over) {
    if (!(below instanceof ObjectNode object) || !(over instanceof ObjectNode)) {
      return over;
    }
    ObjectNode merged = object.deepCopy();
    over.properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              JsonNode present = merged.get(name);
              if (entry.getValue().isNull()) {
                merged.remove(name);
              } else if (KEYS.containsKey(name)
                  && present instanceof ArrayNode list
                  && entry.getValue() instanceof ArrayNode more) {
                merged.set(name, merge(list, more, KEYS.get(name)));
              } else {
                merged.set(name, merge(present, entry.getValue()));
              }
            });
    return merged;
  }

  private static ArrayNode merge(ArrayNode below, ArrayNode over, String key) {
    ArrayNode merged = below.deepCopy();
    for (JsonNode element : over) {
      Optional<Integer> same = indexOf(merged, key, element.get(key));
      if (same.isPresent()) {
        merged.set(same.get(), merge(merged.get(same.get()), element));
      } else {
        merged.add(element);
      }
    }
    return merged;
  }

  private static Optional<Integer> indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (value != null && value.equals(list.get(i).get(key))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
