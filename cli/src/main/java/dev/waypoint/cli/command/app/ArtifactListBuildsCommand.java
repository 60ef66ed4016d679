package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.protocol.v1.Record;
import picocli.CommandLine.Command;

@Command(name = "list-builds", description = "List the builds, newest first.")
public final class ArtifactListBuildsCommand extends RecordListCommand {
  ArtifactListBuildsCommand(Program program) {
    super(program, Record.Kind.BUILD_RECORD, "builds");
  }
}
