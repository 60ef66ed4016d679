package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.PluginException;
import java.util.Optional;

/** Something that is installed or removed in a namespace. */
@FunctionalInterface
interface ClusterWork<T> {
  T on(Cluster cluster) throws KubeFault, InterruptedException;

  /** Does it with a connection of its own, and tells the user what the cluster says against it. */
  static <T> T in(
      Optional<String> configPath, Optional<String> context, String namespace, ClusterWork<T> work)
      throws PluginException, InterruptedException {
    try (Cluster cluster = Cluster.connect(configPath, context, Optional.of(namespace))) {
      return work.on(cluster);
    } catch (KubeFault e) {
      throw new PluginException(e.getMessage(), e);
    }
  }
}
