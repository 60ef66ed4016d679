package dev.waypoint.cli.command.profile;

import dev.waypoint.cli.command.CommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "profile",
    description = "How on-demand runners are launched, and by which runner.",
    subcommands = {
      ProfileSetCommand.class,
      ProfileEditCommand.class,
      ProfileListCommand.class,
      ProfileInspectCommand.class,
      ProfileDeleteCommand.class
    })
public final class ProfileGroup extends CommandGroup {}
