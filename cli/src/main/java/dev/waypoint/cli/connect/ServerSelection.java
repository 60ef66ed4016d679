package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.environment.Environment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which server to talk to: flags before environment variables before the context. The token of the
 * environment beats every other one.
 */
public final class ServerSelection {
  private final Environment environment;
  private final ContextStore contexts;

  public ServerSelection(Environment environment, ContextStore contexts) {
    this.environment = environment;
    this.contexts = contexts;
  }

  /** Empty: no server is configured. */
  public Optional<ServerChoice> choose(ConnectionFlags flags) {
    Optional<ServerChoice> choice =
        flags
            .address()
            .map(address -> given(address, flags, "the flag -server-addr"))
            .or(
                () ->
                    environment
                        .variable("WAYPOINT_SERVER_ADDR")
                        .map(address -> given(address, flags, "WAYPOINT_SERVER_ADDR")))
            .or(this::ofContext);
    Optional<String> token = environment.variable("WAYPOINT_SERVER_TOKEN");
    return choice.map(
        found ->
            token.isEmpty()
                ? found
                : new ServerChoice(found.server().withToken(guest(token)), found.origin()));
  }

  /** The one that is used for this call: WAYPOINT_CONTEXT, else the default. */
  public Optional<ContextName> contextName() {
    return environment
        .variable("WAYPOINT_CONTEXT")
        .map(ContextName::new)
        .or(() -> contexts.defaultName().filter(contexts::contains));
  }

  private Optional<ServerChoice> ofContext() {
    return contextName()
        .map(name -> new ServerChoice(contexts.load(name), "the context '" + name + "'"));
  }

  private ServerChoice given(String address, ConnectionFlags flags, String origin) {
    Optional<ServerContext> known =
        ofContext().map(ServerChoice::server).filter(other -> among(address, other.address()));
    boolean tls = flags.tls().or(() -> environment.flag("WAYPOINT_SERVER_TLS")).orElse(true);
    boolean skipVerify =
        flags
            .tlsSkipVerify()
            .or(() -> environment.flag("WAYPOINT_SERVER_TLS_SKIP_VERIFY"))
            .orElse(false);
    Optional<String> certificate =
        flags
            .certificate()
            .or(() -> environment.variable("WAYPOINT_SERVER_TLS_CERT"))
            .or(() -> skipVerify ? Optional.empty() : known.flatMap(ServerContext::certificate));
    ServerContext server =
        ServerContext.of(address, tls, skipVerify)
            .withCertificate(certificate)
            .withToken(known.flatMap(ServerContext::token));
    return new ServerChoice(server, origin);
  }

  /** Whether all of these addresses are among those. */
  private static boolean among(String these, String those) {
    return Set.copyOf(List.of(those.split(","))).containsAll(List.of(these.split(",")));
  }

  /** A single dash stands for no token at all. */
  private static Optional<String> guest(Optional<String> token) {
    return token.filter(text -> !text.equals("-"));
  }
}
