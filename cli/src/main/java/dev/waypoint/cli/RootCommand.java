package dev.waypoint.cli;

import dev.waypoint.cli.command.CommandGroup;
import dev.waypoint.cli.command.app.ArtifactGroup;
import dev.waypoint.cli.command.app.BuildCommand;
import dev.waypoint.cli.command.app.DeployCommand;
import dev.waypoint.cli.command.app.DeploymentGroup;
import dev.waypoint.cli.command.app.DestroyCommand;
import dev.waypoint.cli.command.app.InitCommand;
import dev.waypoint.cli.command.app.ReleaseCommand;
import dev.waypoint.cli.command.app.StatusCommand;
import dev.waypoint.cli.command.app.UpCommand;
import dev.waypoint.cli.command.config.ConfigGroup;
import dev.waypoint.cli.command.context.ContextGroup;
import dev.waypoint.cli.command.context.LoginCommand;
import dev.waypoint.cli.command.file.DocsCommand;
import dev.waypoint.cli.command.file.FmtCommand;
import dev.waypoint.cli.command.file.HclGroup;
import dev.waypoint.cli.command.file.ValidateCommand;
import dev.waypoint.cli.command.install.ServerInstallCommand;
import dev.waypoint.cli.command.job.JobGroup;
import dev.waypoint.cli.command.project.ProjectGroup;
import dev.waypoint.cli.command.runner.RunnerGroup;
import dev.waypoint.cli.command.server.ServerGroup;
import dev.waypoint.cli.command.system.CompletionCommand;
import dev.waypoint.cli.command.system.VersionCommand;
import dev.waypoint.cli.command.task.TaskGroup;
import dev.waypoint.cli.command.trigger.TriggerGroup;
import dev.waypoint.cli.command.user.TokenGroup;
import dev.waypoint.cli.command.user.UserGroup;
import dev.waypoint.cli.command.workspace.WorkspaceGroup;
import picocli.CommandLine.Command;

@Command(
    name = "waypoint",
    description = "Build, deploy and release applications through runners.",
    subcommands = {
      InitCommand.class,
      UpCommand.class,
      BuildCommand.class,
      DeployCommand.class,
      ReleaseCommand.class,
      DestroyCommand.class,
      StatusCommand.class,
      ArtifactGroup.class,
      DeploymentGroup.class,
      ValidateCommand.class,
      FmtCommand.class,
      DocsCommand.class,
      HclGroup.class,
      JobGroup.class,
      TaskGroup.class,
      TriggerGroup.class,
      RunnerGroup.class,
      ConfigGroup.class,
      ProjectGroup.class,
      WorkspaceGroup.class,
      ServerInstallCommand.class,
      ServerGroup.class,
      ContextGroup.class,
      LoginCommand.class,
      UserGroup.class,
      TokenGroup.class,
      VersionCommand.class,
      CompletionCommand.class
    })
final class RootCommand extends CommandGroup {}
