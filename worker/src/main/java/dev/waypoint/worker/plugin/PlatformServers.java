package dev.waypoint.worker.plugin;

import dev.waypoint.sdk.Component;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.install.InstalledServer;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.install.ServerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Installs the server on one platform, upgrades and removes it, by the platform's plugin. */
public final class PlatformServers {
  private final Component<ServerInstaller> component;

  /** Of the plugin's installer. */
  public PlatformServers(Component<ServerInstaller> component) {
    this.component = component;
  }

  /**
   * A server on the platform.
   *
   * @param resource the platform's name of it
   * @param lookAt a command that shows what it writes
   * @param address {@code HOST:PORT} by which this machine reaches it; empty: not known yet
   * @param runnerAddress the same for runners there
   * @param httpAddress of health and metrics; empty: not published
   */
  public record Installed(
      String resource,
      String lookAt,
      Optional<String> address,
      Optional<String> runnerAddress,
      Optional<String> httpAddress) {
    private static Installed of(InstalledServer server) {
      return new Installed(
          server.resource(),
          server.lookAt(),
          server.address(),
          server.runnerAddress(),
          server.httpAddress());
    }
  }

  /**
   * @param settings of the plugin's installer
   * @return empty: it is not installed
   */
  public Optional<Installed> find(Map<String, Object> settings)
      throws InstallFailedException, InterruptedException {
    return with(settings, ServerInstaller::find).map(Installed::of);
  }

  /**
   * Blocks until the platform has taken it; may be repeated. One that is there stays.
   *
   * @param arguments more ones of {@code waypoint server run}
   * @param environment of the server
   * @param settings of the plugin's installer
   * @param say takes a sentence for each step
   */
  public Installed install(
      List<String> arguments,
      Map<String, String> environment,
      Map<String, Object> settings,
      Consumer<String> say)
      throws InstallFailedException, InterruptedException {
    ServerSpec spec = new ServerSpec(arguments, environment);
    return Installed.of(with(settings, installer -> installer.install(spec, new StepLines(say))));
  }

  /** Gives it the image of the settings; its data and arguments stay. May be repeated. */
  public Installed upgrade(Map<String, Object> settings, Consumer<String> say)
      throws InstallFailedException, InterruptedException {
    return Installed.of(with(settings, installer -> installer.upgrade(new StepLines(say))));
  }

  /**
   * With its data. Fine if there is none; may be repeated.
   *
   * @return false: there was none
   */
  public boolean uninstall(Map<String, Object> settings, Consumer<String> say)
      throws InstallFailedException, InterruptedException {
    return with(settings, installer -> installer.uninstall(new StepLines(say)));
  }

  private <T> T with(Map<String, Object> settings, Work<T> work)
      throws InstallFailedException, InterruptedException {
    try {
      return work.on(component.create(settings));
    } catch (PluginException | ConfigException e) {
      throw new InstallFailedException(e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(ServerInstaller installer) throws PluginException, InterruptedException;
  }
}
