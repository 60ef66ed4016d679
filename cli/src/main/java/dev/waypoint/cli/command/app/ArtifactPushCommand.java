package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import picocli.CommandLine.Command;

@Command(name = "push", description = "Push the latest build of the workspace to the registry.")
public final class ArtifactPushCommand extends OperationCommand {
  ArtifactPushCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    forEachApplication(session, "Pushing", Operation.PUSH, OperationOptions.getDefaultInstance());
  }
}
