package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "token",
    description = "List and revoke tokens, and exchange an invitation for one.",
    subcommands = {
      TokenListCommand.class,
      TokenRevokeCommand.class,
      TokenExchangeCommand.class,
      TokenNewCommand.class,
      TokenInviteCommand.class
    })
public final class TokenGroup extends CommandGroup {}
