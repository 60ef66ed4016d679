package dev.waypoint.sdk.install;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.output.Terminal;
import java.util.Optional;

/**
 * Puts the server on a platform, gives it another image, and takes it away again. The configuration
 * says which server is meant, where a platform can have several.
 *
 * <p>The platform keeps it running, and its data outlives its process, its machine's restart and an
 * upgrade. All calls block, may be repeated after they succeeded, failed or were lost midway, and
 * end soon by {@link InterruptedException} when their thread is interrupted.
 */
public interface ServerInstaller {
  /**
   * Looks whether it is installed, running or not.
   *
   * @return empty: it is not, or only a part of it
   * @throws PluginException if the platform could not be asked
   */
  Optional<InstalledServer> find() throws PluginException, InterruptedException;

  /**
   * Installs the server. Returns when the platform has taken it; it does not wait until the server
   * answers. One that is there stays as it is, but is started if it was stopped; what is there of
   * one in part, such as its data, is used.
   *
   * @param terminal takes what there is to say about the steps
   * @throws PluginException if the platform refused or could not be reached. It may have left
   *     something behind: a repetition goes on with it, {@link #uninstall} removes it
   */
  InstalledServer install(ServerSpec spec, Terminal terminal)
      throws PluginException, InterruptedException;

  /**
   * Runs the installed server with the image of the configuration. Its data, arguments, environment
   * and addresses stay. Returns when the platform has taken it.
   *
   * @throws PluginException if there is none, or the platform refused; then the server runs as
   *     before wherever the platform allows that, and a repetition helps where it does not
   */
  InstalledServer upgrade(Terminal terminal) throws PluginException, InterruptedException;

  /**
   * Removes the server, its data, and all else that installing it has made, but nothing that
   * runners share with it. Fine if it is not there, or only in part.
   *
   * @return false: there was nothing
   * @throws PluginException if something is left
   */
  boolean uninstall(Terminal terminal) throws PluginException, InterruptedException;
}
