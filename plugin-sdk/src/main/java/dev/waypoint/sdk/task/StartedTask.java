package dev.waypoint.sdk.task;

import static java.util.Objects.requireNonNull;

/**
 * @param resource the platform's own id of what was started, for people who look for it there.
 *     Never needed to watch or stop it
 */
public record StartedTask(String resource) {
  public StartedTask {
    requireNonNull(resource, "resource is null");
  }
}
