package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.FinalVariable;
import java.util.List;
import java.util.Set;

/** A waypoint.hcl with its variables resolved, for one job. */
public interface ProjectConfig {
  /** Names, in the order of the file. */
  List<String> applications();

  /**
   * @throws ConfigInvalidException when there is no such application, naming those there are
   */
  AppConfig application(String name) throws ConfigInvalidException;

  /** The values that variables have; sensitive ones as hashes. */
  List<FinalVariable> variables();

  /** Values that must not be shown. */
  Set<String> sensitiveValues();
}
