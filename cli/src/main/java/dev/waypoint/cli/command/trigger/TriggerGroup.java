package dev.waypoint.cli.command.trigger;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "trigger",
    description = "Operations that are run by an id: from CI systems, by a URL, by hand.",
    subcommands = {
      TriggerCreateCommand.class,
      TriggerUpdateCommand.class,
      TriggerRunCommand.class,
      TriggerListCommand.class,
      TriggerInspectCommand.class,
      TriggerDeleteCommand.class
    })
public final class TriggerGroup extends CommandGroup {}
