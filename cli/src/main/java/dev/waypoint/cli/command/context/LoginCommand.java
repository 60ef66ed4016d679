package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.ConnectionOptions;
import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.command.install.KubernetesServer;
import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.connect.TrustOnFirstUse;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.parse.SecretConverter;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.ListProjectsRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "login",
    description = "Check a token at a server, and keep both as the default context.")
public final class LoginCommand extends WaypointCommand implements NoProject {
  @Mixin private ConnectionOptions connection;

  @Mixin private KubernetesServer kubernetes;

  @Option(
      names = "-token",
      paramLabel = "TOKEN",
      converter = SecretConverter.class,
      description = "The token, or @FILE that holds it; default: WAYPOINT_SERVER_TOKEN.")
  private String token;

  @Option(
      names = "-context",
      paramLabel = "NAME",
      description = "The context to keep it as; default: made from the address.")
  private String context;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..1",
      description = "The server; default: the one in use.")
  private String address;

  LoginCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() throws InterruptedException {
    ServerContext server = kubernetes.isWanted() ? ofCluster() : server();
    try (ServerConnection open =
        ServerConnection.open(program().connector(), new ServerChoice(server, "the login"))) {
      open.projects().listProjects(ListProjectsRequest.getDefaultInstance());
      ContextName name = name(server);
      ContextStore contexts = program().contexts();
      contexts.save(name, server);
      contexts.setDefault(name);
      renderer()
          .line(
              Style.SUCCESS,
              "logged in at %s; the context %s is the default now"
                  .formatted(open.target().address(), name));
    }
  }

  private ServerContext server() {
    ServerContext server =
        known(Optional.ofNullable(address).or(() -> connection.flags().address()));
    if (server.token().isEmpty()) {
      throw new CliException(
          "missing option: -token=TOKEN; the server's operator makes one with 'waypoint user"
              + " token', the very first one with 'waypoint server bootstrap'");
    }
    return TrustOnFirstUse.pin(server);
  }

  /** Its certificate is trusted as it is now, as by who installed it, unless more is said. */
  private ServerContext ofCluster() throws InterruptedException {
    if (address != null || connection.flags().address().isPresent()) {
      throw new CliException("-from-kubernetes finds the address: leave ADDRESS out");
    }
    KubernetesServer.Found found =
        kubernetes.find(program(), text -> renderer().line(Style.INFO, text));
    ServerContext server = known(Optional.of(found.address()));
    if (server.token().isEmpty()) {
      throw CliException.of(
          "missing option: -token=TOKEN; the %s is at %s, but no token is kept in the cluster:"
              + " who installed it has the first one in a context and makes others with 'waypoint"
              + " user token'",
          found.resource(), found.address());
    }
    boolean unsaid =
        connection
            .flags()
            .tlsSkipVerify()
            .or(() -> environment().flag("WAYPOINT_SERVER_TLS_SKIP_VERIFY"))
            .isEmpty();
    return TrustOnFirstUse.pin(
        new ServerContext(
            server.address(),
            server.tls(),
            server.tlsSkipVerify() || (unsaid && server.certificate().isEmpty()),
            server.certificate(),
            server.token(),
            Optional.of(KubernetesServer.PLATFORM),
            server.workspace()));
  }

  /** What is known of the server, with the token of the command line if there is one. */
  private ServerContext known(Optional<String> wanted) {
    ConnectionFlags flags = connection.flags();
    ServerContext known =
        program()
            .servers()
            .choose(
                new ConnectionFlags(
                    wanted, flags.tls(), flags.tlsSkipVerify(), flags.certificate()))
            .map(ServerChoice::server)
            .orElseThrow(
                () -> new CliException("missing argument: ADDRESS of the server, as HOST:PORT"));
    return known.withToken(Optional.ofNullable(token).or(known::token));
  }

  private ContextName name(ServerContext server) {
    return new ContextName(
        context != null ? context : "login-" + server.address().replaceAll("[^A-Za-z0-9.-]", "-"));
  }
}
