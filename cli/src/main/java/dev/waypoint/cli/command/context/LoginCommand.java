package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.ConnectionOptions;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.ServerChoice;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.connect.TrustOnFirstUse;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
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
public final class LoginCommand extends WaypointCommand {
  @Mixin private ConnectionOptions connection;

  @Option(
      names = "-token",
      paramLabel = "TOKEN",
      description = "The token; default: WAYPOINT_SERVER_TOKEN.")
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
  protected void run() {
    ServerContext server = server();
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
    ConnectionFlags flags = connection.flags();
    Optional<String> given = Optional.ofNullable(address).or(flags::address);
    ConnectionFlags wanted =
        new ConnectionFlags(given, flags.tls(), flags.tlsSkipVerify(), flags.certificate());
    ServerContext known =
        program()
            .servers()
            .choose(wanted)
            .map(ServerChoice::server)
            .orElseThrow(
                () -> new CliException("missing argument: ADDRESS of the server, as HOST:PORT"));
    ServerContext server = known.withToken(Optional.ofNullable(token).or(known::token));
    if (server.token().isEmpty()) {
      throw new CliException(
          "missing option: -token=TOKEN; the server's operator makes one with 'waypoint user"
              + " token', the very first one with 'waypoint server bootstrap'");
    }
    return TrustOnFirstUse.pin(server);
  }

  private ContextName name(ServerContext server) {
    return new ContextName(
        context != null ? context : "login-" + server.address().replaceAll("[^A-Za-z0-9.-]", "-"));
  }
}
