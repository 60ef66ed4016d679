package dev.waypoint.sdk.component;

import dev.waypoint.sdk.PluginException;
import java.util.List;
import java.util.Map;

/**
 * Delivers values that live outside of waypoint.hcl, such as secrets, for {@code dynamic("source",
 * {…})}.
 *
 * <p>An instance may be read from by one thread at a time, and for as long as it likes keep what it
 * has read.
 */
@FunctionalInterface
public interface ConfigSource {
  /**
   * Looks values up. Changes nothing anywhere, so that it can be repeated. Blocks until all are
   * there; ends soon and by {@link InterruptedException} when the operation is cancelled.
   *
   * @param requests what each call in waypoint.hcl asks for; a source documents the names it knows
   *     and refuses others
   * @return as many values as requests, in the same order, none of them null
   * @throws PluginException if a value is not there or cannot be had; the message names the request
   *     and holds no value
   */
  List<String> read(List<Map<String, String>> requests)
      throws PluginException, InterruptedException;

  /** Forgets what was kept, so that the next read asks anew. By default nothing is kept. */
  default void refresh() {}
}
