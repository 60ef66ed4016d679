package dev.waypoint.plugin.exec;

import java.util.Map;

/** The runner's own environment, of which commands see all but what is the runner's business. */
final class InheritedEnvironment {
  private static final String KEPT = "WAYPOINT_JAVA_HOME";

  private InheritedEnvironment() {}

  /** Takes out the runner's settings: among them are its token and the server's passwords. */
  static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("WAYPOINT_") && !name.equals(KEPT));
  }
}
