package dev.waypoint.cli.command.job;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "job",
    description = "List, inspect, follow, cancel and retry jobs.",
    subcommands = {
      JobListCommand.class,
      JobInspectCommand.class,
      JobCancelCommand.class,
      JobRetryCommand.class,
      JobStreamCommand.class
    })
public final class JobGroup extends CommandGroup {}
