package dev.waypoint.cli.command.file;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "hcl",
    hidden = true,
    description = "Look into files in HCL.",
    subcommands = HclDumpCommand.class)
public final class HclGroup extends CommandGroup {}
