package dev.waypoint.cli.parse;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option, declared with one dash, its spelling with two, and every boolean one its
 * attached value.
 */
final class FlagSpelling {
  private FlagSpelling() {}

  static void apply(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      spec.remove(option);
      spec.addOption(spelled(option));
    }
    for (CommandLine child : Set.copyOf(command.getSubcommands().values())) {
      apply(child);
    }
  }

  private static OptionSpec spelled(OptionSpec option) {
    Set<String> names = new LinkedHashSet<>(List.of(option.names()));
    for (String name : option.names()) {
      names.add("-" + name);
    }
    OptionSpec.Builder builder = OptionSpec.builder(option).names(names.toArray(String[]::new));
    boolean flag = option.type() == Boolean.class || option.type() == boolean.class;
    if (flag && !option.usageHelp() && !option.versionHelp()) {
      builder.arity("0..1").fallbackValue("true").preprocessor(new AttachedValue());
    }
    return builder.build();
  }
}
