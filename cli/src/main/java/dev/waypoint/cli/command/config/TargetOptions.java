package dev.waypoint.cli.command.config;

import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ConfigTarget;
import java.util.Optional;
import picocli.CommandLine.Option;

/** For whom a value is, within its scope. */
final class TargetOptions {
  @Option(
      names = "-runner",
      description = "For runners that execute a job, instead of for deployments.")
  private boolean runner;

  @Option(names = "-runner-id", paramLabel = "ID", description = "For this runner alone.")
  private String runnerId;

  @Option(
      names = {"-label-scope", "-label"},
      paramLabel = "SELECTOR",
      description = "For operations with such labels alone: 'env == prod'.")
  private String labels;

  @Option(
      names = "-workspace-scope",
      paramLabel = "NAME",
      description = "For this workspace alone; the same as -workspace.")
  private String workspace;

  boolean forRunners() {
    return runner || runnerId != null;
  }

  ConfigTarget target(ApplicationRef owner, Optional<String> givenWorkspace) {
    ConfigTarget.Builder target =
        ConfigTarget.newBuilder()
            .setProject(owner.getProject())
            .setApplication(owner.getApplication())
            .setWorkspace(Optional.ofNullable(workspace).or(() -> givenWorkspace).orElse(""))
            .setLabelSelector(Optional.ofNullable(labels).orElse(""));
    if (forRunners()) {
      target.setRunner(Optional.ofNullable(runnerId).orElse(""));
    }
    return target.build();
  }
}
