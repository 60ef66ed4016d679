package dev.waypoint.cli.connect;

import java.nio.file.Path;
import java.util.Optional;

/** Connects to the server that is configured, or to one that is started for the purpose. */
public final class ServerAccess {
  private final ServerSelection selection;
  private final Connector connector;
  private final EmbeddedServers embedded;

  public ServerAccess(ServerSelection selection, Connector connector, EmbeddedServers embedded) {
    this.selection = selection;
    this.connector = connector;
    this.embedded = embedded;
  }

  /**
   * Blocks until there is a connection.
   *
   * @param dataDirectory of an embedded server
   * @param onEmbedded called before one is started
   */
  public ServerConnection open(ConnectionFlags flags, Path dataDirectory, Runnable onEmbedded) {
    Optional<ServerChoice> choice = selection.choose(flags);
    if (choice.isPresent()) {
      return ServerConnection.open(connector, choice.get());
    }
    onEmbedded.run();
    EmbeddedServers.Running server = embedded.start(dataDirectory);
    try {
      return ServerConnection.open(
          connector,
          new ServerChoice(server.context(), "the embedded server"),
          Optional.of(server));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
