package dev.waypoint.activities.runner;

import dev.waypoint.activities.config.ConfigLoader;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.workflows.target.RunnerId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The runner that activities run on.
 *
 * @param localDirectory source of jobs with the local data source; absent: such jobs fail
 * @param environment of programs that jobs start, without the runner's own credentials
 * @param plugins what it can use
 * @param configs reads waypoint.hcl
 * @param temporaryDirectory where jobs get directories of their own
 */
public record RunnerContext(
    RunnerId id,
    Optional<Path> localDirectory,
    Map<String, String> environment,
    PluginCatalog plugins,
    ConfigLoader configs,
    Path temporaryDirectory) {
  public RunnerContext {
    environment = Map.copyOf(environment);
  }
}
