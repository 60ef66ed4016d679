package dev.waypoint.hcl.config;

import dev.waypoint.hcl.function.Selector;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * For whom a value of a {@code config} stanza, or one that the server keeps, is.
 *
 * @param everywhere whether it is for every project; no application then
 * @param app the application; empty for all of the project
 * @param runner whether it is for runners instead of deployments
 * @param runnerId the only runner; empty for all
 * @param workspace the only workspace, without regard to case; empty for all
 * @param labels a selector that the labels must match; empty for all
 */
public record ConfigTarget(
    boolean everywhere,
    Optional<String> app,
    boolean runner,
    Optional<String> runnerId,
    Optional<String> workspace,
    Optional<String> labels) {
  /** Everybody in the project. */
  public static final ConfigTarget PROJECT =
      new ConfigTarget(
          false, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

  /** From what is for many to what is for few: the later one wins. */
  static final Comparator<ConfigTarget> PRECEDENCE =
      Comparator.comparing((ConfigTarget target) -> !target.everywhere)
          .thenComparing(target -> target.app.isPresent())
          .thenComparing(target -> target.runnerId.isPresent())
          .thenComparing(target -> target.workspace.isPresent())
          .thenComparing(target -> target.labels.map(String::length).orElse(0));

  public ConfigTarget {
    Objects.requireNonNull(app, "app is null");
    Objects.requireNonNull(runnerId, "runnerId is null");
    Objects.requireNonNull(workspace, "workspace is null");
    Objects.requireNonNull(labels, "labels is null");
  }

  /** Whether the filters let a workspace and labels through. */
  public boolean matches(String inWorkspace, Map<String, String> withLabels) {
    return workspace.map(inWorkspace::equalsIgnoreCase).orElse(true)
        && labels.map(selector -> Selector.parse(selector).test(withLabels)).orElse(true);
  }

  ConfigTarget forApp(String name) {
    return new ConfigTarget(false, Optional.of(name), runner, runnerId, workspace, labels);
  }

  ConfigTarget forRunners() {
    return new ConfigTarget(everywhere, app, true, runnerId, workspace, labels);
  }

  ConfigTarget inWorkspace(String name) {
    return new ConfigTarget(everywhere, app, runner, runnerId, Optional.of(name), labels);
  }

  ConfigTarget withLabels(String selector) {
    String both = labels.map(outer -> "(%s) and (%s)".formatted(outer, selector)).orElse(selector);
    return new ConfigTarget(everywhere, app, runner, runnerId, workspace, Optional.of(both));
  }
}
