package dev.waypoint.activities.config;

import java.util.Map;

/**
 * What configuration gives to a runner for one job, and for that job alone.
 *
 * @param environment variables of what the job starts
 * @param files contents by path
 */
public record RunnerConfig(Map<String, String> environment, Map<String, String> files) {
  public static final RunnerConfig NONE = new RunnerConfig(Map.of(), Map.of());

  public RunnerConfig {
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }

  /** Tells how much there is; values may be secret. */
  @Override
  public String toString() {
    return "RunnerConfig[%d variables, %d files]".formatted(environment.size(), files.size());
  }
}
