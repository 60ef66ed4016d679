package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import picocli.CommandLine.Command;

@Command(
    name = "sync",
    description = "Store what the config stanzas of waypoint.hcl say; other values stay.")
public final class ConfigSyncCommand extends OperationCommand {
  ConfigSyncCommand(Program program) {
    super(program);
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    forProject(session, "Syncing the configuration of", Operation.CONFIG_SYNC);
  }
}
