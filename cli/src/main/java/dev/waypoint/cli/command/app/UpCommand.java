package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "up", description = "Build, deploy and release in one job.")
public final class UpCommand extends OperationCommand {
  @Mixin private PruneOptions prune;

  UpCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    forEachApplication(
        session, "Bringing up", Operation.UP, prune.options().setRelease(true).build());
  }
}
