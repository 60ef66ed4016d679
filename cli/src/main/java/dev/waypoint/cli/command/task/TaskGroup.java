package dev.waypoint.cli.command.task;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "task",
    description = "List, inspect and cancel the containers of on-demand runners.",
    subcommands = {TaskListCommand.class, TaskInspectCommand.class, TaskCancelCommand.class})
public final class TaskGroup extends CommandGroup {}
