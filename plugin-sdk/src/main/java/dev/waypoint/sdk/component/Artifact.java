package dev.waypoint.sdk.component;

import java.util.Map;

/**
 * What a build made, or where a registry put it.
 *
 * @param data whatever the next part needs to find it, such as {@code image} and {@code tag}; read
 *     in waypoint.hcl as {@code artifact.image}. No secret
 */
public record Artifact(Map<String, String> data) {
  public Artifact {
    data = Map.copyOf(data);
  }
}
