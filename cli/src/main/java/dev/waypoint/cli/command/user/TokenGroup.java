package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "token",
    description = "Exchange an invitation for a token.",
    subcommands = {TokenExchangeCommand.class})
public final class TokenGroup extends CommandGroup {}
