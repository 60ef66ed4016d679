package dev.waypoint.sdk.component;

import dev.waypoint.sdk.PluginException;

/** Makes an artifact from source. */
@FunctionalInterface
public interface Builder {
  /**
   * Builds {@link OperationContext#appDirectory()}.
   *
   * <p>Builds are repeated when a runner is lost: a build must not fail or do harm because the same
   * one ran before, whole or in part. A cancelled build leaves no process behind.
   *
   * @return what the registry and the platform need to know of the result
   * @throws PluginException if the source cannot be built
   */
  Artifact build(OperationContext context) throws PluginException, InterruptedException;
}
