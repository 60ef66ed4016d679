package dev.waypoint.cli.command.snapshot;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "snapshot",
    description =
        "Save the server's data while it runs. The keys in its data directory are not in it: keep"
            + " a copy of them apart.")
public final class SnapshotCommand extends ServerCommand {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "Where to write it; -: standard output, which is the default unless it is a terminal.")
  private String file;

  SnapshotCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    Optional<Path> target = target();
    try {
      if (target.isEmpty()) {
        SnapshotDownload.toStream(server, environment().out());
        return;
      }
      Path path = target.get();
      SnapshotDownload.toFile(server, path);
      renderer()
          .line(
              Style.SUCCESS, "the snapshot is in %s (%d bytes)".formatted(path, Files.size(path)));
    } catch (IOException e) {
      throw new CliException("the snapshot cannot be written: " + FileFault.reason(e), e);
    }
  }

  private Optional<Path> target() {
    if (STANDARD_OUTPUT.equals(file) || (file == null && !environment().terminal())) {
      return Optional.empty();
    }
    String name =
        file != null
            ? file
            : "waypoint-snapshot-%d.gz".formatted(environment().clock().instant().getEpochSecond());
    return Optional.of(environment().workingDirectory().resolve(name));
  }
}
