package dev.waypoint.cli.parse;

import dev.waypoint.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what is wrong with a command line into one message and an exit code. */
final class UsageErrors implements IParameterExceptionHandler {
  private static final Pattern PROJECT_AND_APP = Pattern.compile("([\\w-]+)/([\\w-]+)");

  @Override
  public int handleParseException(ParameterException failure, String[] words) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched(), List.of(words), err);
    }
    err.println("! " + message(failure));
    hint(command, err);
    return ExitCode.FAILED;
  }

  private static int unmatched(
      CommandLine command, List<String> unmatched, List<String> words, PrintWriter err) {
    String first = unmatched.getFirst();
    boolean option = first.startsWith("-") && first.length() > 1;
    if (!option && !command.getSubcommands().isEmpty()) {
      unknownCommand(command, first, err);
      return ExitCode.UNKNOWN_COMMAND;
    }
    String message =
        option
            ? ArgumentOrder.misplaced(command.getCommandSpec(), first, words)
                .orElseGet(() -> unknownOption(command, first))
            : tooMuch(command, unmatched);
    err.println("! " + message);
    hint(command, err);
    return ExitCode.FAILED;
  }

  private static void unknownCommand(CommandLine command, String word, PrintWriter err) {
    String path = command.getCommandSpec().qualifiedName();
    err.println("! unknown command '" + path + " " + word + "'");
    Suggestions.nearest(word, command.getSubcommands().keySet())
        .ifPresent(name -> err.println("  did you mean '" + path + " " + name + "'?"));
    err.println();
    command.usage(err);
  }

  private static String unknownOption(CommandLine command, String word) {
    String name = ArgumentOrder.name(word);
    List<String> known =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .flatMap(option -> List.of(option.names()).stream())
            .filter(candidate -> !candidate.startsWith("--"))
            .toList();
    Optional<String> near = Suggestions.nearest(name, known);
    return "unknown option '%s' for '%s'%s"
        .formatted(
            word,
            command.getCommandSpec().qualifiedName(),
            near.map(candidate -> "; did you mean '" + candidate + "'?").orElse(""));
  }

  private static String tooMuch(CommandLine command, List<String> words) {
    Matcher reference = PROJECT_AND_APP.matcher(words.getFirst());
    if (reference.matches()) {
      return "'%s' is no argument here: name the project and the app with -project=%s -app=%s"
          .formatted(words.getFirst(), reference.group(1), reference.group(2));
    }
    return ArgumentOrder.misplaced(command.getCommandSpec(), words)
        .orElseGet(
            () ->
                "'%s' takes no argument '%s'"
                    .formatted(command.getCommandSpec().qualifiedName(), words.getFirst()));
  }

  private static String message(ParameterException failure) {
    if (failure instanceof MissingParameterException missing) {
      List<ArgSpec> arguments = missing.getMissing();
      if (arguments.stream().allMatch(ArgSpec::isPositional)) {
        return arguments.stream()
            .map(ArgSpec::paramLabel)
            .collect(Collectors.joining(", ", "missing argument: ", ""));
      }
      if (failure.getMessage().startsWith("Missing required option")) {
        return arguments.stream()
            .map(UsageErrors::label)
            .collect(Collectors.joining(", ", "missing option: ", ""));
      }
    }
    if (failure instanceof MaxValuesExceededException) {
      return "too many values: " + failure.getMessage();
    }
    String text = failure.getMessage();
    if (failure.getArgSpec() instanceof OptionSpec option) {
      text = text.replace("'" + option.longestName() + "'", "'" + label(option) + "'");
    }
    return lowerFirst(text);
  }

  private static String label(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return argument.paramLabel();
    }
    String longest = option.longestName();
    return longest.startsWith("--") ? longest.substring(1) : longest;
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static void hint(CommandLine command, PrintWriter err) {
    err.println("  see '" + command.getCommandSpec().qualifiedName() + " -help'");
  }
}
