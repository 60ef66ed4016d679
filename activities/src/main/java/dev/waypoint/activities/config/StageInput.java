package dev.waypoint.activities.config;

import java.util.Map;
import java.util.Optional;

/**
 * What earlier stages made, for references in a later one.
 *
 * @param artifact read as {@code artifact.image}
 * @param deployment read as {@code deploy.url}
 */
public record StageInput(
    Optional<Map<String, String>> artifact, Optional<Map<String, String>> deployment) {
  public static final StageInput NONE = new StageInput(Optional.empty(), Optional.empty());

  public static StageInput ofArtifact(Map<String, String> artifact) {
    return new StageInput(Optional.of(artifact), Optional.empty());
  }
}
