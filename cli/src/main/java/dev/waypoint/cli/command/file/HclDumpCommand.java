package dev.waypoint.cli.command.file;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.hcl.HclDump;
import dev.waypoint.hcl.diagnostic.DiagnosticWriter;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "dump",
    description = "Show the blocks and attributes of a file as JSON, with their places.")
public final class HclDumpCommand extends WaypointCommand {
  @Parameters(paramLabel = "FILE", description = "The file.")
  private String file;

  HclDumpCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    try {
      Diagnostics diagnostics = new Diagnostics();
      byte[] text = Files.readAllBytes(environment().workingDirectory().resolve(file));
      String json = HclDump.dump(SourceFile.of(file, text), diagnostics);
      if (diagnostics.hasErrors()) {
        throw new CliException(DiagnosticWriter.forPeople().write(diagnostics.list()));
      }
      renderer().value(json);
    } catch (IOException e) {
      throw new CliException("%s cannot be read".formatted(file), e);
    }
  }
}
