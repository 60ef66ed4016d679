package dev.waypoint.plugin.nomad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * JSON in the form of a job, laid over one: what it sets, it replaces; objects are laid over each
 * other field by field, and lists of things that have a {@code Name} by that.
 */
final class Overlay {
  /** What makes a job the one of its task; a profile cannot change it. */
  private static final List<String> OURS =
      List.of("ID", "Name", "Namespace", "Region", "Type", "Periodic", "ParameterizedJob");

  private final ObjectNode json;

  private Overlay(ObjectNode json) {
    this.json = json;
  }

  /**
   * Takes a job with or without the object {@code {"Job": …}} around it.
   *
   * @throws IllegalArgumentException if it is no JSON object, sets what is not its business, or has
   *     a group or task that is no object with a name
   */
  static Overlay parse(String text) {
    JsonNode node;
    try {
      node = Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "job is not JSON: %s (line %d)"
              .formatted(e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    }
    require(node.isObject(), "job", "is not a JSON object: write { … }");
    JsonNode job = node.size() == 1 && node.has("Job") ? node.get("Job") : node;
    require(job instanceof ObjectNode, "job", "is not a JSON object: write { … }");
    for (String field : OURS) {
      require(!job.has(field), "job." + field, "cannot be set: the launcher sets it");
    }
    named(job.path("TaskGroups"), "job.TaskGroups");
    for (JsonNode group : job.path("TaskGroups")) {
      String path = "job.TaskGroups." + group.path("Name").asText() + ".Tasks";
      named(group.path("Tasks"), path);
      for (JsonNode task : group.path("Tasks")) {
        require(
            !task.path("Config").path("privileged").asBoolean(),
            path + "." + task.path("Name").asText() + ".Config.privileged",
            "cannot be set: runners need no privilege");
      }
    }
    return new Overlay((ObjectNode) job);
  }

  private static void named(JsonNode list, String path) {
    if (list.isMissingNode()) {
      return;
    }
    require(list.isArray(), path, "is not a list");
    for (JsonNode element : list) {
      require(
          element.isObject() && element.path("Name").isTextual(),
          path,
          "has an element without a Name; the one of the runner is named runner");
    }
  }

  ObjectNode over(ObjectNode below) {
    return merge(below.deepCopy(), json);
  }

  private static ObjectNode merge(ObjectNode below, ObjectNode over) {
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      JsonNode present = below.get(entry.getKey());
      JsonNode value = entry.getValue();
      if (present instanceof ObjectNode object && value instanceof ObjectNode more) {
        merge(object, more);
      } else if (present instanceof ArrayNode list
          && value instanceof ArrayNode more
          && byName(more)) {
        merge(list, more);
      } else {
        below.set(entry.getKey(), value.deepCopy());
      }
    }
    return below;
  }

  private static boolean byName(ArrayNode list) {
    return !list.isEmpty()
        && list.valueStream().allMatch(element -> element.path("Name").isTextual());
  }

  private static void merge(ArrayNode below, ArrayNode over) {
    for (JsonNode element : over) {
      below
          .valueStream()
          .filter(present -> present.path("Name").equals(element.path("Name")))
          .findFirst()
          .ifPresentOrElse(
              present -> merge((ObjectNode) present, (ObjectNode) element),
              () -> below.add(element.deepCopy()));
    }
  }

  private static void require(boolean condition, String path, String message) {
    if (!condition) {
      throw new IllegalArgumentException(path + " " + message);
    }
  }
}
