package dev.waypoint.sdk;

import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.component.ConfigSource;
import dev.waypoint.sdk.component.Platform;
import dev.waypoint.sdk.component.Registry;
import dev.waypoint.sdk.component.ReleaseManager;
import dev.waypoint.sdk.install.RunnerInstaller;
import dev.waypoint.sdk.install.ServerInstaller;
import dev.waypoint.sdk.task.TaskLauncher;
import java.util.Optional;

/**
 * A platform: what it can do, and how each of these things is configured.
 *
 * <p>Implementations have a public constructor without parameters and are found by {@link
 * java.util.ServiceLoader}. They must be cheap to make: nothing is connected, read or started
 * before a component is created. All methods may be called from any thread, more than once, and
 * answer the same each time.
 */
public interface Plugin {
  /**
   * The version of this SDK. It grows when plugins that were compiled against an older one no
   * longer work.
   */
  int SDK_VERSION = 1;

  /**
   * What stands behind {@code use} in waypoint.hcl and in a runner profile's plugin type: lower
   * case letters, digits and hyphens.
   */
  String name();

  /**
   * The version that this plugin was compiled against: {@code return Plugin.SDK_VERSION;} (the
   * compiler puts the number into the plugin's class). A plugin with another version than the
   * host's is refused with a message that names both.
   */
  int sdkVersion();

  /** Makes an artifact from source: the {@code build} stanza. */
  default Optional<Component<Builder>> builder() {
    return Optional.empty();
  }

  /** Puts an artifact where the platform finds it: the {@code registry} stanza. */
  default Optional<Component<Registry>> registry() {
    return Optional.empty();
  }

  /** Runs an artifact: the {@code deploy} stanza. */
  default Optional<Component<Platform>> platform() {
    return Optional.empty();
  }

  /** Sends traffic to a deployment: the {@code release} stanza. */
  default Optional<Component<ReleaseManager>> releaseManager() {
    return Optional.empty();
  }

  /** Delivers values that live elsewhere: {@code dynamic("NAME", {…})}. */
  default Optional<Component<ConfigSource>> configSource() {
    return Optional.empty();
  }

  /** Starts on-demand runners: a runner profile's plugin type and plugin configuration. */
  default Optional<Component<TaskLauncher>> taskLauncher() {
    return Optional.empty();
  }

  /** Installs static runners: {@code waypoint runner install -platform=NAME}. */
  default Optional<Component<RunnerInstaller>> runnerInstaller() {
    return Optional.empty();
  }

  /** Installs the server: {@code waypoint server install -platform=NAME}. */
  default Optional<Component<ServerInstaller>> serverInstaller() {
    return Optional.empty();
  }
}
