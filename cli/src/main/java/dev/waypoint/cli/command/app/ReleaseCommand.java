package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "release",
    subcommands = ReleaseListCommand.class,
    description = "Release a deployment.")
public final class ReleaseCommand extends OperationCommand {
  @Mixin private PruneOptions prune;

  @Option(
      names = {"-d", "-deployment"},
      paramLabel = "ID",
      description = "The deployment's id or sequence number; default: the latest.")
  private String deployment = "";

  @Option(
      names = "-repeat",
      description = "Also release a deployment that is released already; default: false.")
  private boolean repeat;

  ReleaseCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    String number = deployment.startsWith("v") ? deployment.substring(1) : deployment;
    forEachApplication(
        session,
        "Releasing",
        Operation.RELEASE,
        prune.options().setDeployment(number).setRepeat(repeat).build());
  }
}
