package dev.waypoint.worker.plugin;

import dev.waypoint.activities.config.ConfigCheck;
import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.HclConfigLoader;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.jsonnet.JsonnetFunctions;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.activities.plugin.PluginLoader;
import dev.waypoint.activities.source.ScratchDirectory;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.Plugin;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.task.TaskLauncher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The plugins that a runner in this process would have. Immutable; starts none of them. */
public final class LocalPlugins {
  private final PluginCatalog plugins;

  private LocalPlugins(PluginCatalog plugins) {
    this.plugins = plugins;
  }

  /**
   * Finds them.
   *
   * @param directory of folders with jars; absent: class path only
   * @param warnings takes one sentence for each plugin that cannot be used
   */
  public static LocalPlugins find(Optional<Path> directory, Consumer<String> warnings) {
    return new LocalPlugins(PluginLoader.load(directory, warnings));
  }

  /** The names of those that make artifacts, sorted. */
  public List<String> builders() {
    return plugins.names(plugin -> plugin.builder().isPresent());
  }

  /** The names of those that deploy, sorted. */
  public List<String> platforms() {
    return plugins.names(plugin -> plugin.platform().isPresent());
  }

  /** Whether there is a plugin of this name. */
  public boolean has(String name) {
    return plugins.find(name).isPresent();
  }

  /** For people: that there is no plugin of this name, and which there are. */
  public String unknown(String name) {
    return plugins.unknown(name);
  }

  /** What can be set for each component of each plugin, by the plugins' names. */
  public List<PluginDocs> docs() {
    return plugins.names(plugin -> true).stream()
        .flatMap(name -> plugins.find(name).stream())
        .flatMap(plugin -> PluginDocs.of(plugin).stream())
        .toList();
  }

  /** The names of those that launch on-demand runners, sorted. */
  public List<String> launchers() {
    return plugins.names(plugin -> plugin.taskLauncher().isPresent());
  }

  /**
   * What is wrong with a task launcher's settings, with the position and an excerpt where there is
   * one; empty when nothing is, or there is no such launcher. What the settings name on the machine
   * of the launching runner, like files, is not looked for.
   *
   * @param fileName decides the syntax: a name that ends in {@code .json} is JSON
   */
  public Optional<String> launcherProblem(String plugin, String fileName, String settings) {
    Optional<Component<TaskLauncher>> found = plugins.find(plugin).flatMap(Plugin::taskLauncher);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Component<TaskLauncher> launcher = found.get();
    HclFile file = new HclFile(fileName, settings);
    try {
      launcher.check(new HclConfigLoader(plugins).values(file, launcher.schema()));
      return Optional.empty();
    } catch (ConfigInvalidException e) {
      return Optional.of(e.getMessage());
    } catch (ConfigException e) {
      return Optional.of(fileName + ": " + e.getMessage());
    }
  }

  /** Lines with a place for each thing that a builder requires; empty if it requires nothing. */
  public List<String> builderSettings(String name) {
    return lines(plugins.find(name).flatMap(Plugin::builder));
  }

  /** Like {@link #builderSettings}, of what deploys. */
  public List<String> platformSettings(String name) {
    return lines(plugins.find(name).flatMap(Plugin::platform));
  }

  /** The platforms on which runners can be installed, sorted; {@code aws-ecs} is named ecs. */
  public List<String> runnerPlatforms() {
    return plugins.names(plugin -> plugin.runnerInstaller().isPresent()).stream()
        .map(LocalPlugins::platform)
        .sorted()
        .toList();
  }

  /** Empty: no runner can be installed there. */
  public Optional<PlatformRunners> runners(String platform) {
    return plugins.names(plugin -> plugin.runnerInstaller().isPresent()).stream()
        .filter(name -> name.equals(platform) || platform(name).equals(platform))
        .findFirst()
        .flatMap(plugins::find)
        .flatMap(
            plugin ->
                plugin
                    .runnerInstaller()
                    .map(component -> new PlatformRunners(plugin.name(), component)));
  }

  /** The platforms on which the server can be installed, sorted; named as {@link #runners} does. */
  public List<String> serverPlatforms() {
    return plugins.names(plugin -> plugin.serverInstaller().isPresent()).stream()
        .map(LocalPlugins::platform)
        .sorted()
        .toList();
  }

  /** Empty: the server cannot be installed there. */
  public Optional<PlatformServers> servers(String platform) {
    return plugins.names(plugin -> plugin.serverInstaller().isPresent()).stream()
        .filter(name -> name.equals(platform) || platform(name).equals(platform))
        .findFirst()
        .flatMap(plugins::find)
        .flatMap(plugin -> plugin.serverInstaller().map(PlatformServers::new));
  }

  private static String platform(String plugin) {
    return plugin.startsWith("aws-") ? plugin.substring("aws-".length()) : plugin;
  }

  private static List<String> lines(Optional<? extends Component<?>> component) {
    return component.map(Component::schema).map(RequiredSettings::lines).orElse(List.of());
  }

  /**
   * What is wrong with a file: see {@link ConfigCheck#check}. Has the functions that runners have,
   * and removes what they leave in the scope's scratch directory.
   */
  public List<Diagnostic> check(WaypointFile file, ConfigScope scope) {
    Path base = scope.projectDirectory().orElse(Path.of("")).toAbsolutePath();
    try (ScratchDirectory scratch = new ScratchDirectory(scope.scratchDirectory())) {
      return ConfigCheck.check(
          plugins, file, scope.withFunctions(JsonnetFunctions.of(base, scratch.path())));
    }
  }
}
