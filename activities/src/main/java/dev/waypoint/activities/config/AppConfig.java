package dev.waypoint.activities.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One application of a project. */
public interface AppConfig {
  String name();

  /**
   * Its directory below the one of waypoint.hcl; {@code .}: the same.
   *
   * @throws ConfigInvalidException when it cannot be evaluated or leads out of the project
   */
  String path() throws ConfigInvalidException;

  /**
   * The project's labels and, over them, the application's.
   *
   * @throws ConfigInvalidException when they cannot be evaluated
   */
  Map<String, String> labels() throws ConfigInvalidException;

  /**
   * The environment that {@code config} stanzas give it. Blocks while config sources are read.
   *
   * @throws ConfigInvalidException when a value cannot be evaluated or delivered
   */
  Map<String, String> environment() throws ConfigInvalidException;

  /** What config sources have delivered so far; it must not be shown. */
  Set<String> sensitiveValues();

  /**
   * A stage, evaluated; empty when the application has none.
   *
   * @throws ConfigInvalidException when it cannot be evaluated
   */
  Optional<StageConfig> stage(Stage stage, StageInput input) throws ConfigInvalidException;
}
