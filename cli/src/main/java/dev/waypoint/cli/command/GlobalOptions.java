package dev.waypoint.cli.command;

import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Of every command. */
public final class GlobalOptions {
  /** The first names of the options that say what a command is about. */
  static final Set<String> SCOPE = Set.of("-a", "-p", "-w");

  @Option(
      names = {"-h", "-help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "-plain", description = "Show plain lines: no colours, no movement.")
  boolean plain;

  @Option(
      names = {"-a", "-app"},
      paramLabel = "NAME",
      description = "The app of the project.")
  private String app;

  @Option(
      names = {"-p", "-project"},
      paramLabel = "NAME",
      description = "The project; default: that of waypoint.hcl.")
  private String project;

  @Option(
      names = {"-w", "-workspace"},
      paramLabel = "NAME",
      description = "The workspace; default: WAYPOINT_WORKSPACE, the context's, 'default'.")
  private String workspace;

  public boolean plain() {
    return plain;
  }

  public Optional<String> app() {
    return Optional.ofNullable(app);
  }

  public Optional<String> project() {
    return Optional.ofNullable(project);
  }

  public Optional<String> workspace() {
    return Optional.ofNullable(workspace);
  }
}
