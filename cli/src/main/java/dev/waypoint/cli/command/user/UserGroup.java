package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "user",
    description = "Tokens and invitations for people.",
    subcommands = {UserTokenCommand.class, UserInviteCommand.class})
public final class UserGroup extends CommandGroup {}
