package dev.waypoint.cli.command;

import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.failure.CliException;
import picocli.CommandLine.Mixin;

/** A command that needs a server. */
public abstract class ServerCommand extends WaypointCommand {
  @Mixin private ConnectionOptions connection;

  protected ServerCommand(Program program) {
    super(program);
  }

  /** Does it with an open connection, which is closed afterwards. */
  protected abstract void run(ServerConnection server) throws InterruptedException;

  @Override
  protected final void run() throws InterruptedException {
    try (ServerConnection server = connect()) {
      run(server);
    }
  }

  /** Blocks until there is a connection. */
  protected ServerConnection connect() {
    ServerChoice choice =
        program()
            .servers()
            .choose(connectionFlags())
            .orElseThrow(
                () ->
                    new CliException(
                        "no server is configured: use -server-addr, set WAYPOINT_SERVER_ADDR, or"
                            + " log in with 'waypoint login -token=TOKEN ADDRESS'"));
    return ServerConnection.open(program().connector(), choice);
  }

  protected final ConnectionFlags connectionFlags() {
    return connection.flags();
  }
}
