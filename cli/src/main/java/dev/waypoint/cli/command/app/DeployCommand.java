package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "deploy", description = "Deploy the latest artifact, and release it.")
public final class DeployCommand extends OperationCommand {
  @Mixin private PruneOptions prune;

  @Option(names = "-release", description = "Release the deployment; default: true.")
  private boolean release = true;

  DeployCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    forEachApplication(
        session, "Deploying", Operation.DEPLOY, prune.options().setRelease(release).build());
  }
}
