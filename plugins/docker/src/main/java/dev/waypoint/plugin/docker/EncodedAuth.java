package dev.waypoint.plugin.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** What the Docker API takes as a registry's credentials: a JSON object in Base64. */
final class EncodedAuth {
  private EncodedAuth() {}

  /**
   * @throws IllegalArgumentException if it is not of that form; the message holds nothing of it
   */
  static AuthConfig decode(String text) {
    try {
      JsonNode json =
          new ObjectMapper()
              .readTree(
                  Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/')));
      return new AuthConfig(
          field(json, "serveraddress"),
          field(json, "username"),
          field(json, "password"),
          field(json, "identitytoken"));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "encoded_auth is not a JSON object with username and password in Base64", e);
    }
  }

  private static Optional<String> field(JsonNode json, String name) {
    String text = json.path(name).asText("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
