package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.ExchangeInviteRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "exchange", description = "Turn an invitation into a token and show that.")
final class TokenExchangeCommand extends ServerCommand {
  @Parameters(paramLabel = "INVITE", description = "The invitation.")
  private String invite;

  TokenExchangeCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    renderer()
        .value(
            server
                .tokens()
                .exchangeInvite(ExchangeInviteRequest.newBuilder().setToken(invite).build())
                .getToken());
  }
}
