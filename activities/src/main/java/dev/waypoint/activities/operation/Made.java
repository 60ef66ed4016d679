package dev.waypoint.activities.operation;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Deployment;
import dev.waypoint.sdk.component.Release;
import java.util.Map;
import java.util.Optional;

/** What a component made, as a record keeps it. */
record Made(Map<String, String> data, Optional<String> url) {
  static Made of(Artifact artifact) {
    return new Made(artifact.data(), Optional.empty());
  }

  static Made of(Deployment deployment) {
    return new Made(deployment.data(), deployment.url());
  }

  static Made of(Release release) {
    return new Made(release.data(), release.url());
  }
}
