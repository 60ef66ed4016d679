package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.CommandGroup;
import dev.waypoint.cli.command.install.RunnerInstallCommand;
import dev.waypoint.cli.command.install.RunnerUninstallCommand;
import dev.waypoint.cli.command.profile.ProfileGroup;
import picocli.CommandLine.Command;

@Command(
    name = "runner",
    description = "Run, list, admit and refuse runners.",
    subcommands = {
      RunnerAgentCommand.class,
      RunnerListCommand.class,
      RunnerInspectCommand.class,
      RunnerAdoptCommand.class,
      RunnerRejectCommand.class,
      RunnerForgetCommand.class,
      RunnerDrainCommand.class,
      RunnerTokenCommand.class,
      RunnerInstallCommand.class,
      RunnerUninstallCommand.class,
      ProfileGroup.class
    })
public final class RunnerGroup extends CommandGroup {}
