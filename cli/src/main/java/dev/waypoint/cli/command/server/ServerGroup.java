package dev.waypoint.cli.command.server;

import dev.waypoint.cli.command.CommandGroup;
import dev.waypoint.cli.command.install.ServerInstallCommand;
import dev.waypoint.cli.command.install.ServerUninstallCommand;
import dev.waypoint.cli.command.install.ServerUpgradeCommand;
import dev.waypoint.cli.command.snapshot.RestoreCommand;
import dev.waypoint.cli.command.snapshot.SnapshotCommand;
import picocli.CommandLine.Command;

@Command(
    name = "server",
    description = "Run, install and set up a server.",
    subcommands = {
      ServerRunCommand.class,
      ServerInstallCommand.class,
      ServerUpgradeCommand.class,
      ServerUninstallCommand.class,
      BootstrapCommand.class,
      CookieCommand.class,
      ServerConfigCommand.class,
      AuditCommand.class,
      SnapshotCommand.class,
      RestoreCommand.class
    })
public final class ServerGroup extends CommandGroup {}
