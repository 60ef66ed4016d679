package dev.waypoint.cli.command.config;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ConfigSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which settings of which config source. */
final class SourceOptions {
  @Option(
      names = "-type",
      paramLabel = "NAME",
      required = true,
      description = "The config source: kubernetes, aws-ssm, or another plugin's.")
  private String type;

  @Option(
      names = "-workspace-scope",
      paramLabel = "NAME",
      description = "For this workspace alone; the same as -workspace.")
  private String workspace;

  ConfigSource.Builder source(ApplicationRef owner, Optional<String> givenWorkspace) {
    return ConfigSource.newBuilder()
        .setType(type)
        .setProject(owner.getProject())
        .setApplication(owner.getApplication())
        .setWorkspace(Optional.ofNullable(workspace).or(() -> givenWorkspace).orElse(""));
  }
}
