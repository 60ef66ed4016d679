package dev.waypoint.cli.command.server;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "server",
    description = "Run and set up a server.",
    subcommands = {
      ServerRunCommand.class,
      BootstrapCommand.class,
      CookieCommand.class,
      ServerConfigCommand.class
    })
public final class ServerGroup extends CommandGroup {}
