package dev.waypoint.sdk.install;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.output.Terminal;

/**
 * Puts a static runner on a platform, and takes it away again.
 *
 * <p>The platform keeps it running: it is started again when its process, its machine or the
 * platform was down. Both calls block, may be repeated after they succeeded, failed or were lost
 * midway, and end soon by {@link InterruptedException} when their thread is interrupted.
 */
public interface RunnerInstaller {
  /**
   * Installs a runner, or gives the one of that id this specification. Returns when the platform
   * has taken it; it does not wait until the runner has connected.
   *
   * @param terminal takes what there is to say about the steps
   * @throws PluginException if the platform refused or could not be reached. It may have left
   *     something behind: {@link #uninstall} removes it
   */
  InstalledRunner install(RunnerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException;

  /**
   * Removes the runner and all that installing it has made, but nothing that other runners share.
   * Fine if it is not there, or only in part.
   *
   * @param id the runner's, as in {@link RunnerSpec#id}
   * @return false: there was nothing
   * @throws PluginException if something is left
   */
  boolean uninstall(String id, Terminal terminal) throws PluginException, InterruptedException;
}
