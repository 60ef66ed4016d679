package dev.waypoint.sdk.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration is wrong. The message holds all problems, one a line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  /** Transient, as the messages hold all of it. */
  private final transient List<ConfigProblem> problems;

  public ConfigException(List<ConfigProblem> problems) {
    super(
        problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")),
        null,
        true,
        false);
    this.problems = List.copyOf(problems);
  }

  /** At least one. The path leads a caller who knows the source to file and line. */
  public List<ConfigProblem> problems() {
    return problems == null ? List.of() : problems;
  }
}
