package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.ConnectionOptions;
import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.connect.ConnectionFlags;
import dev.waypoint.cli.connect.TrustOnFirstUse;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.context.ContextStore;
import dev.waypoint.cli.context.ServerContext;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.parse.SecretConverter;
import dev.waypoint.cli.terminal.Style;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Make a context, or replace the one of this name.")
final class ContextCreateCommand extends WaypointCommand implements NoProject {
  @Mixin private ConnectionOptions connection;

  @Option(
      names = "-server-auth-token",
      paramLabel = "TOKEN",
      converter = SecretConverter.class,
      description = "The token for the server, or @FILE that holds it.")
  private String token;

  @Option(
      names = "-server-require-auth",
      description = "Accepted for old scripts: every server asks for a token.")
  private boolean requireAuth;

  @Option(
      names = "-server-platform",
      paramLabel = "PLATFORM",
      description = "Where the server runs; kept for later.")
  private String platform;

  @Option(names = "-set-default", description = "Make it the default one; default: true.")
  private boolean setDefault = true;

  @Parameters(paramLabel = "NAME", description = "The context.")
  private String name;

  ContextCreateCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    ContextName target = new ContextName(name);
    ConnectionFlags flags = connection.flags();
    String address =
        flags
            .address()
            .orElseThrow(() -> new CliException("missing option: -server-addr=HOST:PORT"));
    if (requireAuth && token == null) {
      throw new CliException("-server-require-auth needs -server-auth-token=TOKEN");
    }
    ServerContext server =
        TrustOnFirstUse.pin(
            ServerContext.of(address, flags.tls().orElse(true), flags.tlsSkipVerify().orElse(false))
                .withCertificate(flags.certificate())
                .withToken(Optional.ofNullable(token))
                .withPlatform(Optional.ofNullable(platform)));
    ContextStore contexts = program().contexts();
    contexts.save(target, server);
    if (setDefault) {
      contexts.setDefault(target);
    }
    renderer()
        .line(
            Style.SUCCESS,
            "the context %s is stored%s"
                .formatted(target, setDefault ? " and is the default" : ""));
  }
}
