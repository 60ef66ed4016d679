package dev.waypoint.cli.command.workspace;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "workspace",
    description = "The workspaces that the server knows.",
    subcommands = {
      WorkspaceListCommand.class,
      WorkspaceInspectCommand.class,
      WorkspaceCreateCommand.class
    })
public final class WorkspaceGroup extends CommandGroup {}
