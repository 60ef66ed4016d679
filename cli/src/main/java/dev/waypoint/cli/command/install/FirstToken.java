package dev.waypoint.cli.command.install;

import dev.waypoint.cli.connect.GrpcErrors;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.protocol.v1.BootstrapRequest;
import dev.waypoint.protocol.v1.ListRunnersRequest;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The token of an installed server, in a context: the first, or the one that is there already. */
final class FirstToken {
  private final ContextStore contexts;
  private final Function<ServerContext, ServerConnection> connect;

  FirstToken(ContextStore contexts, Function<ServerContext, ServerConnection> connect) {
    this.contexts = contexts;
    this.connect = connect;
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
    try (ServerConnection connection = connect.apply(server)) {
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
    List<String> refusals = new ArrayList<>();
    return contexts.names().stream()
        .flatMap(known -> kept(known, server, refusals).stream())
        .findFirst()
        .orElseThrow(
            () ->
                CliException.of(
                    "the server at %s was set up before, and no context here has a token that it"
                        + " accepts%s: log in with 'waypoint login -server-tls-skip-verify"
                        + " -token=TOKEN %s'",
                    server.address(), String.join("", refusals), server.address()));
  }

  private void requireFree(ContextName name, ServerContext server) {
    if (contexts.contains(name) && !contexts.load(name).address().equals(server.address())) {
      throw CliException.of(
          "there is a context '%s' already, for %s: choose another -context-create",
          name, contexts.load(name).address());
    }
  }

  /**
   * Whoever answers at an address now may be somebody else than before: a token goes only to the
   * one whom its own context trusts.
   */
  private Optional<Kept> kept(ContextName known, ServerContext server, List<String> refusals) {
    ServerContext stored = contexts.load(known);
    if (stored.token().isEmpty() || !stored.address().equals(server.address())) {
      return Optional.empty();
    }
    ServerContext usable = stored.withPlatform(server.platform());
    try (ServerConnection connection = connect.apply(usable)) {
      connection.runners().listRunners(ListRunnersRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      refusals.add(" (context '%s': %s)".formatted(known, GrpcErrors.message(e)));
      return Optional.empty();
    } catch (CliException e) {
      refusals.add(
          " (context '%s': %s)".formatted(known, e.getMessage().lines().findFirst().orElse("")));
      return Optional.empty();
    }
    contexts.save(known, usable);
    return Optional.of(new Kept(known, usable));
  }
}
