package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "deployment",
    description = "What was deployed.",
    subcommands = {
      DeployCommand.class,
      DeploymentListCommand.class,
      DeploymentDestroyCommand.class
    })
public final class DeploymentGroup extends CommandGroup {}
