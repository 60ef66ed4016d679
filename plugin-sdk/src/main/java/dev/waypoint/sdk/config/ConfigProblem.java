package dev.waypoint.sdk.config;

import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param path names from the outside in; repeated blocks carry their index: {@code status}, {@code
 *     template[1]}, {@code source}. Empty: the configuration as a whole
 * @param message names the value and what would be right
 */
public record ConfigProblem(List<String> path, String message) {
  public ConfigProblem {
    path = List.copyOf(path);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? message : String.join(".", path) + ": " + message;
  }
}
