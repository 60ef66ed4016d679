package dev.waypoint.cli.command.config;

import dev.waypoint.cli.terminal.Table;
import dev.waypoint.protocol.v1.ConfigSource;
import dev.waypoint.protocol.v1.ConfigTarget;
import dev.waypoint.protocol.v1.ConfigVariable;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Configuration for people. */
final class ConfigView {
  private ConfigView() {}

  static Table table(List<ConfigVariable> variables) {
    return new Table(
        List.of("Scope", "Name", "Value", "Workspace", "Labels"),
        variables.stream()
            .map(
                variable ->
                    List.of(
                        scope(variable.getTarget()),
                        name(variable),
                        value(variable),
                        variable.getTarget().getWorkspace(),
                        variable.getTarget().getLabelSelector()))
            .toList());
  }

  static Table sources(List<ConfigSource> sources) {
    return new Table(
        List.of("Type", "Scope", "Workspace", "Settings"),
        sources.stream()
            .map(
                source ->
                    List.of(
                        source.getType(),
                        scope(source.getProject(), source.getApplication()),
                        source.getWorkspace(),
                        settings(source)))
            .toList());
  }

  static String value(ConfigVariable variable) {
    return switch (variable.getValueCase()) {
      case TEXT -> variable.getText();
      case TEMPLATE -> variable.getTemplate();
      case DYNAMIC -> "<dynamic via %s>".formatted(variable.getDynamic().getSource());
      case VALUE_NOT_SET -> "<sensitive>";
    };
  }

  private static String name(ConfigVariable variable) {
    return switch (variable.getKind()) {
      case ENV, UNRECOGNIZED -> variable.getName();
      case FILE -> variable.getName() + " (file)";
      case INTERNAL -> variable.getName() + " (internal)";
    };
  }

  private static String scope(ConfigTarget target) {
    String scope = scope(target.getProject(), target.getApplication());
    return target.getRunner().isEmpty() ? scope : scope + ", runner " + target.getRunner();
  }

  private static String scope(String project, String application) {
    if (project.isEmpty()) {
      return "global";
    }
    return application.isEmpty() ? "project: " + project : "app: " + application;
  }

  private static String settings(ConfigSource source) {
    return new TreeMap<>(source.getSettingsMap())
        .entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + (entry.getValue().isEmpty() ? "<sensitive>" : entry.getValue()))
            .collect(Collectors.joining("\n"));
  }
}
