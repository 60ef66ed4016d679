package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.protocol.v1.Record;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the releases, newest first.")
public final class ReleaseListCommand extends RecordListCommand {
  ReleaseListCommand(Program program) {
    super(program, Record.Kind.RELEASE_RECORD, "releases");
  }
}
