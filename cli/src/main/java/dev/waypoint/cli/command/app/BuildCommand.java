package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "build", description = "Build an artifact from the source, and push it.")
public final class BuildCommand extends OperationCommand {
  @Option(names = "-push", description = "Push the artifact to the registry; default: true.")
  private boolean push = true;

  BuildCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    forEachApplication(
        session,
        "Building",
        Operation.BUILD,
        OperationOptions.newBuilder().setDisablePush(!push).build());
  }
}
