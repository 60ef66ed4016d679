package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.protocol.v1.Record;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the artifacts, newest first.")
public final class ArtifactListCommand extends RecordListCommand {
  ArtifactListCommand(Program program) {
    super(program, Record.Kind.ARTIFACT_RECORD, "artifacts");
  }
}
