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
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "waypoint", description = "Build, deploy and release applications through runners.")
final class RootCommand extends CommandGroup {
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          CompletionCommand.class);

  /**
   * As much of the tree of commands as these words need: with a known command in front that one
   * alone, since nothing that is said about it depends on the others. To make all of them takes a
   * fifth of a second.
   */
  static CommandLine needed(List<String> words, CommandLine.IFactory factory) {
    List<Class<?>> named =
        words.isEmpty()
            ? List.of()
            : COMMANDS.stream().filter(command -> isNamed(command, words.getFirst())).toList();
    return named.isEmpty() || named.contains(CompletionCommand.class)
        ? with(COMMANDS, factory)
        : with(named, factory);
  }

  private static boolean isNamed(Class<?> command, String word) {
    Command annotation = command.getAnnotation(Command.class);
    return annotation.name().equals(word) || List.of(annotation.aliases()).contains(word);
  }

  private static CommandLine with(List<Class<?>> commands, CommandLine.IFactory factory) {
    CommandLine root = new CommandLine(new RootCommand(), factory);
    commands.forEach(root::addSubcommand);
    return root;
  }
}
