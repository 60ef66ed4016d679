package dev.waypoint.sdk.component;

import dev.waypoint.sdk.PluginException;

/** Puts a built artifact where the platform finds it. */
@FunctionalInterface
public interface Registry {
  /**
   * Pushes what the builder made. Repeated when a runner is lost: pushing the same thing again must
   * do no harm.
   *
   * @param built the builder's; possibly of another plugin
   * @return what is deployed: the builder's data do not go further unless they are in here
   * @throws PluginException if the registry refuses it, or if the artifact is not of a kind that
   *     this registry takes
   */
  Artifact push(OperationContext context, Artifact built)
      throws PluginException, InterruptedException;
}
