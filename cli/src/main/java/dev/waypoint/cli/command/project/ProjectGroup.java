package dev.waypoint.cli.command.project;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "project",
    description = "The projects that the server knows.",
    subcommands = {
      ProjectApplyCommand.class,
      ProjectListCommand.class,
      ProjectInspectCommand.class,
      ProjectDestroyCommand.class
    })
public final class ProjectGroup extends CommandGroup {}
