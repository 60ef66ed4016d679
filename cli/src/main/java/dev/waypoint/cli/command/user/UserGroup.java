package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "user",
    description = "People: who they are, their tokens, and invitations.",
    subcommands = {
      UserInspectCommand.class,
      UserListCommand.class,
      UserModifyCommand.class,
      UserTokenCommand.class,
      UserInviteCommand.class
    })
public final class UserGroup extends CommandGroup {}
