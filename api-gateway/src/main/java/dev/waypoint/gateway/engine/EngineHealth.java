package dev.waypoint.gateway.engine;

import static java.util.Objects.requireNonNull;

/**
 * @param message in words: what answers, or what is wrong and what to do
 */
public record EngineHealth(boolean up, String message) {
  public EngineHealth {
    requireNonNull(message, "message is null");
  }
}
