package dev.waypoint.cli.command.install;

import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.BootstrapRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** The token of an installed server, in a context: the first, or the one that is there already. */
final class FirstToken {
  private final ContextStore contexts;
  private final ServerReach reach;

  FirstToken(ContextStore contexts, ServerReach reach) {
    this.contexts = contexts;
    this.reach = reach;
  }

  /** A context that is stored, and what is in it. */
  record Kept(ContextName name, ServerContext server) {}

  /**
   * A server gives its first token once. It is stored as soon as it is there, so that an
   * installation that is interrupted afterwards can go on.
   *
   * @param server without a token
   * @param name for a new context
   * @throws CliException if the server has given it, and no context has one that it accepts
   */
  Kept obtain(ServerContext server, ContextName name) {
    try (ServerConnection connection = reach.open(server)) {
      if (!connection.info().getBootstrapped()) {
        requireFree(name, server);
        ServerContext first =
            server.withToken(
                Optional.of(
                    connection
                        .admin()
                        .bootstrap(BootstrapRequest.getDefaultInstance())
                        .getToken()));
        contexts.save(name, first);
        return new Kept(name, first);
      }
    }
    return contexts.names().stream()
        .flatMap(known -> kept(known, server).stream())
        .findFirst()
        .orElseThrow(
            () ->
                CliException.of(
                    "the server at %s was set up before, and no context here has a token that it"
                        + " accepts: log in with 'waypoint login -server-tls-skip-verify"
                        + " -token=TOKEN %s'",
                    server.address(), server.address()));
  }

  private void requireFree(ContextName name, ServerContext server) {
    if (contexts.contains(name) && !contexts.load(name).address().equals(server.address())) {
      throw CliException.of(
          "there is a context '%s' already, for %s: choose another -context-create",
          name, contexts.load(name).address());
    }
  }

  /** The same server, as it is reached now, with the token of that context. */
  private Optional<Kept> kept(ContextName known, ServerContext server) {
    ServerContext stored = contexts.load(known);
    if (stored.token().isEmpty() || !stored.address().equals(server.address())) {
      return Optional.empty();
    }
    ServerContext usable = server.withToken(stored.token()).withWorkspace(stored.workspace());
    try (ServerConnection connection = reach.open(usable)) {
      connection.runners().listRunners(ListRunnersRequest.getDefaultInstance());
    } catch (StatusRuntimeException | CliException e) {
      return Optional.empty();
    }
    contexts.save(known, usable);
    return Optional.of(new Kept(known, usable));
  }
}
