package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "context",
    description = "The servers that you work with.",
    subcommands = {
      ContextCreateCommand.class,
      ContextListCommand.class,
      ContextUseCommand.class,
      ContextSetCommand.class,
      ContextInspectCommand.class,
      ContextVerifyCommand.class,
      ContextRenameCommand.class,
      ContextDeleteCommand.class,
      ContextClearCommand.class
    })
public final class ContextGroup extends CommandGroup {}
