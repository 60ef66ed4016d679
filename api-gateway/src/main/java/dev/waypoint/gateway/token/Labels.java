package dev.waypoint.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Labels as text that can be compared: JSON with sorted keys. */
public final class Labels {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> TYPE = new TypeReference<>() {};

  private Labels() {}

  public static String canonical(Map<String, String> labels) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(labels));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels cannot be written", e);
    }
  }

  public static Map<String, String> parse(String canonical) {
    try {
      return JSON.readValue(canonical, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels cannot be read", e);
    }
  }

  /** For people: {@code env=dev, org=acme}; for none {@code no labels}. */
  public static String describe(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "no labels";
    }
    StringBuilder text = new StringBuilder();
    new TreeMap<>(labels)
        .forEach((k, v) -> text.append(text.isEmpty() ? "" : ", ").append(k).append('=').append(v));
    return text.toString();
  }
}
