package dev.waypoint.cli.command.server;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.ServerCommand;
import dev.waypoint.cli.connect.ServerConnection;
import dev.waypoint.protocol.v1.GetCookieRequest;
import picocli.CommandLine.Command;

@Command(
    name = "cookie",
    description = "Show the server's cookie, with which new runners ask for adoption.")
final class CookieCommand extends ServerCommand {
  CookieCommand(Program program) {
    super(program);
  }

  @Override
  protected void run(ServerConnection server) {
    renderer().value(server.admin().getCookie(GetCookieRequest.getDefaultInstance()).getCookie());
  }
}
