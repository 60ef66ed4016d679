package dev.waypoint.sdk.component;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * Traffic that goes to a deployment.
 *
 * @param data what is needed to look at it and to take it back. No secret
 * @param url where users reach the application, if there is such a place
 */
public record Release(Map<String, String> data, Optional<String> url) {
  public Release {
    requireNonNull(url, "url is null");
    data = Map.copyOf(data);
  }

  /** The release of a deployment that is reached at its own address. */
  public static Release atUrlOf(Deployment deployment) {
    return new Release(Map.of(), deployment.url());
  }
}
