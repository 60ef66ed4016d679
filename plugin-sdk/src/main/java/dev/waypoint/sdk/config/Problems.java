package dev.waypoint.sdk.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong. */
final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();

  void add(List<String> path, String message) {
    found.add(new ConfigProblem(path, message));
  }

  void add(List<String> path, String name, String message) {
    add(within(path, name), message);
  }

  int count() {
    return found.size();
  }

  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }

  static List<String> within(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
