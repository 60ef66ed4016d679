package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.gateway.boot.GatewayOptions;
import dev.waypoint.gateway.boot.GatewayServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Servers of this process are gateways that listen on the loopback interface alone. */
public final class GatewayEmbeddedServers implements EmbeddedServers {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final String user;
  private final PrintStream err;

  /**
   * @param user in whose name jobs are queued
   * @param err where to say that the command waits for another one
   */
  public GatewayEmbeddedServers(String user, PrintStream err) {
    this.user = user;
    this.err = err;
  }

  @Override
  public Running start(Path dataDirectory) {
    OneAtATime turn =
        OneAtATime.enter(
            dataDirectory,
            PATIENCE,
            () -> err.println("another waypoint command uses the embedded server: waiting for it"));
    try {
      return new RunningGateway(
          turn, GatewayServer.start(GatewayOptions.embedded(dataDirectory)), user);
    } catch (RuntimeException e) {
      turn.close();
      throw new CliException("the embedded server does not start: " + e.getMessage(), e);
    }
  }

  private static final class RunningGateway implements Running {
    private final OneAtATime turn;
    private final GatewayServer server;
    private final ServerContext context;

    RunningGateway(OneAtATime turn, GatewayServer server, String user) {
      this.turn = turn;
      this.server = server;
      this.context =
          ServerContext.of("127.0.0.1:" + server.grpcPort(), false, false)
              .withToken(Optional.of(server.localUserToken(user)));
    }

    @Override
    public ServerContext context() {
      return context;
    }

    @Override
    public void close() {
      try {
        server.close();
      } finally {
        turn.close();
      }
    }
  }
}
