package dev.waypoint.cli.command;

import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.ServerAccess;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Style;
import java.nio.file.Files;

/** The configured server, or one inside of this process, for as long as a command takes. */
public final class EmbeddedAccess {
  private final Program program;
  private final OutputRenderer renderer;

  public EmbeddedAccess(Program program, OutputRenderer renderer) {
    this.program = program;
    this.renderer = renderer;
  }

  /** Whether a command without a configured server has left data on this machine. */
  boolean hasData() {
    return Files.isDirectory(program.environment().directories().embeddedServer());
  }

  /** Blocks until there is a connection; says so where it starts a server. */
  public ServerConnection open(ConnectionFlags flags) {
    return new ServerAccess(program.servers(), program.connector(), program.embeddedServers())
        .open(
            flags,
            program.environment().directories().embeddedServer(),
            () ->
                renderer.line(
                    Style.INFO, "no server is configured: one is started for this command alone"));
  }
}
