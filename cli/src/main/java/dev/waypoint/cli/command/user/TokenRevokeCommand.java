package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.cli.terminal.Style;
import dev.waypoint.protocol.v1.RevokeTokenRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "revoke",
    description = "Revoke a token and all that were made from it, at once and for good.")
final class TokenRevokeCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The token, as 'waypoint token list' shows it.")
  private String id;

  TokenRevokeCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    server.tokens().revokeToken(RevokeTokenRequest.newBuilder().setTokenId(id).build());
    renderer().line(Style.SUCCESS, "the token %s is revoked".formatted(id));
  }
}
