package dev.waypoint.cli.command.system;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Show a script that completes command lines: source <(waypoint completion bash)")
public final class CompletionCommand extends WaypointCommand {
  /** The shells that there is a script for. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  CompletionCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash(root.getCommandName(), root);
    if (shell == Shell.ZSH) {
      renderer().value("autoload -U +X bashcompinit && bashcompinit");
    }
    renderer().value(script);
  }
}
