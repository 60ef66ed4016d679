package dev.waypoint.cli.parse;

import dev.waypoint.cli.failure.ExitCode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Options come before arguments: one that comes later is refused, not taken as an argument. */
public final class ArgumentOrder implements CommandLine.IExecutionStrategy {
  private final CommandLine.IExecutionStrategy next;

  /**
   * @param next what runs a command line whose order is right
   */
  public ArgumentOrder(CommandLine.IExecutionStrategy next) {
    this.next = next;
  }

  @Override
  public int execute(ParseResult result) {
    ParseResult leaf = result;
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
    }
    CommandSpec command = leaf.commandSpec();
    List<String> words = beforeTerminator(result.originalArgs());
    List<String> arguments =
        leaf.matchedPositionals().stream()
            .flatMap(positional -> positional.originalStringValues().stream())
            .toList();
    int first = arguments.isEmpty() ? -1 : words.lastIndexOf(arguments.getFirst());
    if (first >= 0) {
      Optional<String> misplaced = misplaced(command, words.subList(first, words.size()));
      if (misplaced.isPresent()) {
        command.commandLine().getErr().println("! " + misplaced.get());
        return ExitCode.FAILED;
      }
    }
    return next.execute(result);
  }

  /** The message for the first known option in {@code words}, of which the first is an argument. */
  static Optional<String> misplaced(CommandSpec command, List<String> words) {
    String argument = words.getFirst();
    return words.stream()
        .skip(1)
        .filter(word -> word.startsWith("-") && command.findOption(twoDashes(name(word))) != null)
        .findFirst()
        .map(word -> message(word, argument));
  }

  /** The message for an option that is known, but stands behind an argument. */
  static Optional<String> misplaced(CommandSpec command, String option, List<String> words) {
    int at = words.indexOf(option);
    return at > 0 && command.findOption(twoDashes(name(option))) != null
        ? Optional.of(message(option, words.get(at - 1)))
        : Optional.empty();
  }

  private static String message(String option, String argument) {
    return "the option '%s' came after the argument '%s': options must come before arguments"
        .formatted(option, argument);
  }

  /** {@code --app=web} and {@code -app} both are {@code -app}. */
  static String name(String word) {
    String name = word.startsWith("--") ? word.substring(1) : word;
    int equals = name.indexOf('=');
    return equals < 0 ? name : name.substring(0, equals);
  }

  private static String twoDashes(String name) {
    return "-" + name;
  }

  private static List<String> beforeTerminator(List<String> words) {
    int terminator = words.indexOf("--");
    return terminator < 0 ? words : words.subList(0, terminator);
  }
}
