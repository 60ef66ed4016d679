package dev.waypoint.cli.command.install;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.snapshot.SnapshotDownload;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which installed server is meant, and what is asked before anything is done to it. */
final class InstalledChoice {
  @Option(
      names = "-auto-approve",
      arity = "0..1",
      fallbackValue = "true",
      description = "Do it. Required, as nobody is asked.")
  private boolean approved;

  @Option(
      names = "-context-name",
      paramLabel = "NAME",
      description = "The context of the server; default: the one in use.")
  private String context;

  @Option(
      names = "-platform",
      paramLabel = "NAME",
      description = "Where it is installed; default: what its context says.")
  private String platform;

  @Option(
      names = "-snapshot",
      arity = "0..1",
      fallbackValue = "true",
      description = "Save the server's data first; default: true.")
  private boolean snapshot = true;

  @Option(
      names = "-snapshot-name",
      paramLabel = "FILE",
      description = "Where to save it; default: waypoint-server-snapshot-TIME.gz.")
  private String snapshotName;

  boolean withSnapshot() {
    return snapshot;
  }

  /** Empty: there is none. */
  Optional<ContextName> contextName(Program program) {
    return context != null
        ? Optional.of(new ContextName(context))
        : program.servers().contextName();
  }

  /** Empty: there is none. */
  Optional<ServerContext> server(Program program) {
    return contextName(program).map(name -> program.contexts().load(name));
  }

  String platform(Program program) {
    return Optional.ofNullable(platform)
        .or(() -> server(program).flatMap(ServerContext::platform))
        .orElseThrow(
            () ->
                new CliException(
                    "missing option: -platform; no context in use says where its server is"
                        + " installed"));
  }

  /**
   * @param what would be done
   */
  void requireApproval(String what) {
    if (!approved) {
      throw CliException.of("%s: say so with -auto-approve; nothing is done yet", what);
    }
  }

  void save(Program program, ServerConnection connection, OutputRenderer renderer) {
    if (!snapshot) {
      return;
    }
    String name =
        snapshotName != null
            ? snapshotName
            : "waypoint-server-snapshot-%d.gz"
                .formatted(program.environment().clock().instant().getEpochSecond());
    Path path = program.environment().workingDirectory().resolve(name);
    try {
      SnapshotDownload.toFile(connection, path);
      renderer.line(
          Style.SUCCESS, "the snapshot is in %s (%d bytes)".formatted(path, Files.size(path)));
    } catch (IOException e) {
      throw new CliException(
          "the snapshot cannot be written: %s; nothing is done yet".formatted(e.getMessage()), e);
    }
  }
}
