package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.ConfigEntry;
import dev.waypoint.activities.gateway.FinalVariable;
import java.util.List;
import java.util.Optional;
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

  /**
   * What configuration gives to the runner of this job. Blocks while config sources are read.
   *
   * @param application empty: for the project as a whole
   * @throws ConfigInvalidException when a value cannot be evaluated or delivered
   */
  RunnerConfig runnerConfig(Optional<String> application) throws ConfigInvalidException;

  /**
   * All values of {@code config} stanzas of the project and of some applications, none of them read
   * from a config source.
   *
   * @throws ConfigInvalidException when a value cannot be evaluated
   */
  List<ConfigEntry> configEntries(List<String> applications) throws ConfigInvalidException;

  /** Values that must not be shown. */
  Set<String> sensitiveValues();
}
