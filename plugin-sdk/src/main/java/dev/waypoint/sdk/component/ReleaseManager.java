package dev.waypoint.sdk.component;

import dev.waypoint.sdk.PluginException;

/** Sends users' traffic to a deployment. */
@FunctionalInterface
public interface ReleaseManager {
  /**
   * Makes the deployment the one that users reach. Repeated when a runner is lost: releasing the
   * same deployment again must do no harm.
   *
   * @throws PluginException if traffic could not be moved; it then goes where it went before
   */
  Release release(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException;

  /**
   * Takes a release back, before its deployment is destroyed. What is gone already is no error. By
   * default there is nothing to do.
   *
   * @throws PluginException if something could not be removed
   */
  default void destroy(OperationContext context, Release release)
      throws PluginException, InterruptedException {}

  /**
   * Looks at a release and changes nothing. By default it reports that it cannot tell.
   *
   * @throws PluginException if the platform could not be asked
   */
  default StatusReport status(OperationContext context, Release release)
      throws PluginException, InterruptedException {
    return StatusReport.unsupported();
  }
}
