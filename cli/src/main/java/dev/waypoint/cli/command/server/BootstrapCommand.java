package dev.waypoint.cli.command.server;

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
import dev.waypoint.protocol.v1.BootstrapRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bootstrap",
    description =
        "Get the first token of a new server, show it, and keep it as a context. Once in a server's"
            + " life.")
final class BootstrapCommand extends WaypointCommand {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:9701";

  @Mixin private ConnectionOptions connection;

  @Option(
      names = "-context-create",
      paramLabel = "NAME",
      description = "The context to keep it as; default: bootstrap-TIME; empty: none.")
  private String context;

  @Option(
      names = "-context-set-default",
      description = "Make that the default context; default: true.")
  private boolean setDefault = true;

  BootstrapCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    ServerChoice choice = choice();
    ServerContext server = TrustOnFirstUse.pin(choice.server());
    String token;
    try (ServerConnection open =
        ServerConnection.open(program().connector(), new ServerChoice(server, choice.origin()))) {
      token = open.admin().bootstrap(BootstrapRequest.getDefaultInstance()).getToken();
    }
    if (context == null || !context.isEmpty()) {
      ContextName name =
          new ContextName(
              context != null
                  ? context
                  : "bootstrap-" + environment().clock().instant().getEpochSecond());
      ContextStore contexts = program().contexts();
      contexts.save(name, server.withToken(Optional.of(token)));
      if (setDefault) {
        contexts.setDefault(name);
      }
    }
    renderer().value(token);
  }

  private ServerChoice choice() {
    ConnectionFlags flags = connection.flags();
    return program()
        .servers()
        .choose(flags)
        .or(
            () ->
                program()
                    .servers()
                    .choose(
                        new ConnectionFlags(
                            Optional.of(DEFAULT_ADDRESS),
                            flags.tls(),
                            flags.tlsSkipVerify(),
                            flags.certificate())))
        .orElseThrow();
  }
}
