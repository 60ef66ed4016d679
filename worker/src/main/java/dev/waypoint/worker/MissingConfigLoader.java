package dev.waypoint.worker;

import dev.waypoint.activities.config.ConfigInvalidException;
import dev.waypoint.activities.config.ConfigLoader;
import dev.waypoint.activities.config.ProjectConfig;
import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.sdk.config.ConfigSchema;
import java.util.Map;

/** Reads nothing. */
final class MissingConfigLoader implements ConfigLoader {
  @Override
  public ProjectConfig load(Request request) throws ConfigInvalidException {
    throw new ConfigInvalidException("waypoint.hcl cannot be read");
  }

  @Override
  public Map<String, Object> values(HclFile file, ConfigSchema schema)
      throws ConfigInvalidException {
    throw new ConfigInvalidException("the configuration cannot be read");
  }
}
