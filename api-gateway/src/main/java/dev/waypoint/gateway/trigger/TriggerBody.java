package dev.waypoint.gateway.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.protocol.v1.InputVariable;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the body of a call says. Those who call may send much that means nothing here. */
final class TriggerBody {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TriggerBody() {}

  /**
   * The values that it gives, as the command line would.
   *
   * @throws ApiException INVALID_ARGUMENT for JSON that cannot be read
   */
  static List<InputVariable> variables(Optional<MediaType> type, @Nullable String body) {
    boolean json = type.filter(each -> each.getName().endsWith("json")).isPresent();
    if (!json || body == null || body.isBlank()) {
      return List.of();
    }
    JsonNode given = read(body).path("variables");
    if (given.isMissingNode()) {
      return List.of();
    }
    if (!given.isObject()) {
      throw ApiException.invalid(
          "'variables' of the body must be an object: {\"variables\": {\"NAME\": VALUE}}");
    }
    List<InputVariable> variables = new ArrayList<>();
    given.properties().forEach(each -> variables.add(variable(each.getKey(), each.getValue())));
    return variables;
  }

  private static InputVariable variable(String name, JsonNode value) {
    return InputVariable.newBuilder()
        .setName(name)
        .setValue(value.isTextual() ? value.textValue() : value.toString())
        .setSource(InputVariable.Source.CLI)
        .build();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw ApiException.invalid(
          "the body is no JSON (line %d, column %d)",
          e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
  }
}
