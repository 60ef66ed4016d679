package dev.waypoint.sdk.component;

import dev.waypoint.sdk.PluginException;
import java.util.Optional;

/** Runs an artifact. */
public interface Platform {
  /**
   * Puts the artifact into operation, beside whatever was deployed before; earlier deployments are
   * destroyed by calls of their own. Returns when it runs, as far as the platform can tell.
   *
   * <p>A failed or cancelled deployment should leave nothing behind: nobody calls {@link #destroy}
   * for it.
   *
   * @param artifact the registry's, or the builder's where there is no registry; possibly of
   *     another plugin
   * @throws PluginException if it cannot be run
   */
  Deployment deploy(OperationContext context, Artifact artifact)
      throws PluginException, InterruptedException;

  /**
   * Removes a deployment and everything that belongs to it. May be called again: what is gone
   * already is no error.
   *
   * @throws PluginException if something could not be removed
   */
  void destroy(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException;

  /**
   * Looks at a deployment and changes nothing. A deployment that is gone is a report ({@link
   * Health#MISSING}), not an error. By default it reports that it cannot tell.
   *
   * @throws PluginException if the platform could not be asked
   */
  default StatusReport status(OperationContext context, Deployment deployment)
      throws PluginException, InterruptedException {
    return StatusReport.unsupported();
  }

  /**
   * Whether {@link #deploy} may be called again with the same {@link
   * OperationContext#operationId()} after a runner was lost in the midst of it, ending in one
   * deployment all the same. Where it is false, which is the default, such a job ends and says that
   * what it did is unknown.
   */
  default boolean idempotent() {
    return false;
  }

  /**
   * What releases where the application has no {@code release} stanza. Empty, the default: the
   * deployment's own address is the release.
   */
  default Optional<ReleaseManager> defaultReleaseManager() {
    return Optional.empty();
  }
}
