package dev.waypoint.cli.command.snapshot;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.cli.terminal.Times;
import dev.waypoint.protocol.v1.RestoreSnapshotResponse;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description =
        "Have the server take a snapshot over at its next start, in place of all its data. It is"
            + " checked now; a later one takes its place.")
public final class RestoreCommand extends ServerCommand {
  @Option(
      names = "-exit",
      description = "End the server once the snapshot is staged, for whatever restarts it.")
  private boolean exit;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The snapshot; - or none: standard input.")
  private String file = "-";

  RestoreCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) throws InterruptedException {
    RestoreSnapshotResponse staged;
    try (InputStream in = input()) {
      staged = new SnapshotUpload(server.channel()).send(in, exit);
    } catch (IOException e) {
      throw new CliException("the snapshot cannot be read: " + FileFault.reason(e), e);
    }
    renderer()
        .line(
            Style.SUCCESS,
            "the snapshot of %s (%d rows) is staged; %s"
                .formatted(
                    Times.full(staged.getCreated(), environment().clock()),
                    staged.getRows(),
                    exit
                        ? "the server ends now and takes it over when it is started again"
                        : "restart the server to take it over"));
  }

  private InputStream input() throws IOException {
    if (file.equals("-")) {
      return environment().in();
    }
    Path path = environment().workingDirectory().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new CliException("there is no file " + path);
    }
    return Files.newInputStream(path);
  }
}
