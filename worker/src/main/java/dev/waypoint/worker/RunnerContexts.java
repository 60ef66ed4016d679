package dev.waypoint.worker;

import dev.waypoint.activities.config.HclConfigLoader;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.activities.plugin.PluginLoader;
import dev.waypoint.activities.runner.RunnerContext;
import dev.waypoint.workflows.target.RunnerId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What activities may know of the agent that runs them. */
final class RunnerContexts {
  /** The runner's own credentials are nothing for the programs that jobs start. */
  private static final List<String> OWN =
      List.of("WAYPOINT_SERVER_TOKEN", "WAYPOINT_SERVER_COOKIE");

  private RunnerContexts() {}

  static RunnerContext of(
      AgentOptions options, RunnerId id, Path jobDirectories, Consumer<String> warnings) {
    Map<String, String> environment = new HashMap<>(options.environment());
    OWN.forEach(environment::remove);
    PluginCatalog plugins = PluginLoader.load(options.pluginDirectory(), warnings);
    return new RunnerContext(
        id,
        options.localDirectory(),
        environment,
        plugins,
        new HclConfigLoader(plugins),
        jobDirectories);
  }
}
