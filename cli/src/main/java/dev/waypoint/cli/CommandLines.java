package dev.waypoint.cli;

import dev.waypoint.cli.command.NoProject;
import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.runner.RunnerGroup;
import dev.waypoint.cli.environment.Logging;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.failure.ExitCode;
import dev.waypoint.cli.parse.ArgumentOrder;
import dev.waypoint.cli.parse.GoStyle;
import dev.waypoint.cli.parse.Verbosity;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.RunLast;

/** Runs command lines, as often as asked: nothing here ends the process. */
public final class CommandLines {
  private static final List<String> VERSION = List.of("-v", "-version", "--version", "--v");

  private final Program program;

  public CommandLines(Program program) {
    this.program = program;
  }

  private CommandFactory factory() {
    return new CommandFactory(program);
  }

  private CommandLine prepare(CommandLine commands) {
    CommandLine tree = GoStyle.apply(commands);
    CommandLine.IHelpFactory help = tree.getHelpFactory();
    tree.setHelpFactory(
        (spec, scheme) -> {
          NoProject.hideUnused(spec);
          return help.create(spec, scheme);
        });
    tree.setExecutionStrategy(new ArgumentOrder(new RunLast()));
    tree.setExecutionExceptionHandler(new FailureMessages());
    tree.setOut(writer(program.environment().out()));
    tree.setErr(writer(program.environment().err()));
    return tree;
  }

  /** Executes one command line; answers the exit code. Never throws. */
  public int execute(List<String> words) {
    if (words.size() == 1 && VERSION.contains(words.getFirst())) {
      return execute(List.of("version"));
    }
    Verbosity verbosity = Verbosity.of(words);
    try {
      String level =
          verbosity
              .level()
              .or(() -> program.environment().variable("WAYPOINT_LOG_LEVEL"))
              .orElse("off");
      Logging.configure(level, program.environment().err());
    } catch (CliException e) {
      program.environment().err().println("! " + e.getMessage());
      return ExitCode.FAILED;
    }
    List<String> rest = verbosity.words();
    return RunnerGroup.isOnDemandAgent(rest)
        ? prepare(new CommandLine(RunnerGroup.agent(program), factory()))
            .setCommandName("waypoint runner agent")
            .execute(words(rest.subList(2, rest.size())))
        : prepare(RootCommand.needed(rest, factory())).execute(words(rest));
  }

  private static String[] words(List<String> words) {
    return words.toArray(String[]::new);
  }

  private static PrintWriter writer(java.io.OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
