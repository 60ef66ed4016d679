package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.KeptConfig;
import dev.waypoint.activities.gateway.VariableInput;
import dev.waypoint.sdk.config.ConfigSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads waypoint.hcl. */
public interface ConfigLoader {
  /**
   * What to read and in which surroundings.
   *
   * @param directory of the project
   * @param variables given with the job
   * @param serverVariables given with the project on the server
   * @param environment looked up for variables: {@code WP_VAR_x} and the names they declare
   * @param cookie salt of hashes
   * @param kept configuration that the server keeps
   * @param runnerId whose configuration counts
   * @param scratchDirectory of functions that render files; made when it is needed, removed by the
   *     caller
   */
  record Request(
      HclFile file,
      Path directory,
      String project,
      String workspace,
      Map<String, String> labels,
      List<VariableInput> variables,
      List<VariableInput> serverVariables,
      Map<String, String> environment,
      String cookie,
      KeptConfig kept,
      String runnerId,
      Path scratchDirectory) {}

  /**
   * @throws ConfigInvalidException with file, line and column of each problem
   */
  ProjectConfig load(Request request) throws ConfigInvalidException;

  /**
   * Reads a configuration that stands by itself, without variables: of a runner profile's task
   * launcher.
   *
   * @throws ConfigInvalidException with file, line and column of each problem
   */
  Map<String, Object> values(HclFile file, ConfigSchema schema) throws ConfigInvalidException;
}
