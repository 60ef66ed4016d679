package dev.waypoint.cli.command.runner;

import dev.waypoint.cli.command.CommandGroup;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.install.RunnerInstallCommand;
import dev.waypoint.cli.command.install.RunnerUninstallCommand;
import dev.waypoint.cli.command.profile.ProfileGroup;
import dev.waypoint.cli.command.rule.RuleGroup;
import java.util.List;
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
      RuleGroup.class,
      RunnerInstallCommand.class,
      RunnerUninstallCommand.class,
      ProfileGroup.class
    })
public final class RunnerGroup extends CommandGroup {
  /**
   * Whether these words start an on-demand runner. Somebody waits for it, so it is worth while not
   * to make all other commands first.
   */
  public static boolean isOnDemandAgent(List<String> words) {
    return words.size() > 2
        && words.subList(0, 2).equals(List.of("runner", "agent"))
        && words.contains("-odr");
  }

  /** The command {@code runner agent} by itself. */
  public static Object agent(Program program) {
    return new RunnerAgentCommand(program);
  }
}
