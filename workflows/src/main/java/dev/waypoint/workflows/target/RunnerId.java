package dev.waypoint.workflows.target;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one runner, for its whole life and across restarts. Compared as written. */
public record RunnerId(@JsonValue String value) implements Comparable<RunnerId> {
  private static final int MAX_LENGTH = 255;

  @JsonCreator
  public RunnerId {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("a runner id must not be empty");
    }
    if (value.length() > MAX_LENGTH || value.contains("/") || value.contains("..")) {
      throw new IllegalArgumentException(
          "runner id '%s' is not usable: up to %d characters, without '/' and '..'"
              .formatted(value, MAX_LENGTH));
    }
  }

  @Override
  public int compareTo(RunnerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
