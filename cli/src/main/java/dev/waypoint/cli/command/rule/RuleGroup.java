package dev.waypoint.cli.command.rule;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "rule",
    description = "Rules that adopt waiting runners; there is none unless you make one.",
    subcommands = {RuleSetCommand.class, RuleListCommand.class, RuleDeleteCommand.class})
public final class RuleGroup extends CommandGroup {}
