package dev.waypoint.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Labels as text that can be compared: JSON with sorted keys. */
public final class Labels {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> TYPE = new TypeReference<>() {};
  private static final TypeReference<TreeSet<String>> SET = new TypeReference<>() {};

  private Labels() {}

  public static String canonical(Map<String, String> labels) {
    return write(new TreeMap<>(labels));
  }

  public static Map<String, String> parse(String canonical) {
    return read(canonical, TYPE);
  }

  /** A set of names in the same form. */
  public static String canonical(Set<String> names) {
    return write(new TreeSet<>(names));
  }

  public static Set<String> parseSet(String canonical) {
    return read(canonical, SET);
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels cannot be written", e);
    }
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
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
