package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.PluginException;
import java.util.Optional;

/** Something that is installed or removed at a daemon. */
@FunctionalInterface
interface DockerWork<T> {
  T on(Docker docker) throws DockerFault, InterruptedException;

  /** Does it at the daemon of the environment, with a connection of its own. */
  static <T> T there(DockerWork<T> work) throws PluginException, InterruptedException {
    try (Docker docker = Docker.connect(Optional.empty())) {
      return work.on(docker);
    } catch (DockerFault e) {
      throw e.toPluginException();
    }
  }
}
