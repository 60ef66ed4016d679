package dev.waypoint.cli.command.config;

import dev.waypoint.cli.command.CommandGroup;
import dev.waypoint.cli.command.app.ConfigSyncCommand;
import picocli.CommandLine.Command;

@Command(
    name = "config",
    description = "The configuration of apps and of the runners of their jobs.",
    subcommands = {
      ConfigSetCommand.class,
      ConfigGetCommand.class,
      ConfigDeleteCommand.class,
      ConfigSyncCommand.class,
      ConfigSourceSetCommand.class,
      ConfigSourceGetCommand.class,
      ConfigSourceDeleteCommand.class
    })
public final class ConfigGroup extends CommandGroup {}
