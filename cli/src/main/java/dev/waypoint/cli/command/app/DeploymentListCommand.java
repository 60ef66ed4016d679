package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.protocol.v1.Record;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the deployments, newest first.")
public final class DeploymentListCommand extends RecordListCommand {
  DeploymentListCommand(Program program) {
    super(program, Record.Kind.DEPLOYMENT_RECORD, "deployments");
  }
}
