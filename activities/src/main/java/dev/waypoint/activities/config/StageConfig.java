package dev.waypoint.activities.config;

import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.List;
import java.util.Map;

/** One stage as it applies to a job's workspace and labels. */
public interface StageConfig {
  /** What stands behind {@code use}. */
  String plugin();

  Map<String, String> labels();

  /** In the order of the file. */
  List<Hook> hooks();

  /**
   * Evaluates the plugin's configuration.
   *
   * @throws ConfigInvalidException with file, line and column of each problem
   */
  Map<String, Object> values(ConfigSchema schema) throws ConfigInvalidException;

  /** Where a problem that the plugin found stands in the file. */
  ConfigInvalidException invalid(ConfigException problem);
}
