package dev.waypoint.worker.plugin;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.InstalledRunner;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.RunnerSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Installs static runners on one platform, and removes them, by its plugin. */
public final class PlatformRunners {
  private final String plugin;
  private final Component<RunnerInstaller> component;

  PlatformRunners(String plugin, Component<RunnerInstaller> component) {
    this.plugin = plugin;
    this.component = component;
  }

  /**
   * What was installed.
   *
   * @param resource the platform's name of it
   * @param lookAt a command that shows what it writes
   * @param launcherSettings for a profile with which it launches on-demand runners
   */
  public record Installed(String resource, String lookAt, Map<String, String> launcherSettings) {}

  /** The plugin type of profiles for this platform. */
  public String plugin() {
    return plugin;
  }

  /**
   * Blocks until the platform has taken it; may be repeated.
   *
   * @param id of the runner
   * @param arguments of the program {@code waypoint}
   * @param environment of the program
   * @param settings of the plugin's installer
   * @param say takes a sentence for each step
   */
  public Installed install(
      String id,
      List<String> arguments,
      Map<String, String> environment,
      Map<String, Object> settings,
      Consumer<String> say)
      throws InstallFailedException, InterruptedException {
    try {
      InstalledRunner installed =
          component
              .create(settings)
              .install(new RunnerSpec(id, arguments, environment), new StepLines(say));
      return new Installed(installed.resource(), installed.lookAt(), installed.launcherSettings());
    } catch (PluginException | ConfigException | IllegalArgumentException e) {
      throw new InstallFailedException(e.getMessage(), e);
    }
  }

  /**
   * Fine if there is none; may be repeated.
   *
   * @return false: there was none
   */
  public boolean uninstall(String id, Map<String, Object> settings, Consumer<String> say)
      throws InstallFailedException, InterruptedException {
    try {
      return component.create(settings).uninstall(id, new StepLines(say));
    } catch (PluginException | ConfigException e) {
      throw new InstallFailedException(e.getMessage(), e);
    }
  }
}
