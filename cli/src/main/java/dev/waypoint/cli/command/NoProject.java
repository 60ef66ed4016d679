package dev.waypoint.cli.command;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command about no project. It takes the options by which others choose project, app and
 * workspace, since scripts give them to every command, but its help leaves them out.
 */
public interface NoProject {
  /** The first names of the options that its help leaves out. */
  default Set<String> unusedOptions() {
    return GlobalOptions.SCOPE;
  }

  /** Before help of {@code command} is shown; changes nothing of other commands. */
  static void hideUnused(CommandSpec command) {
    if (command.userObject() instanceof NoProject about) {
      for (OptionSpec option : List.copyOf(command.options())) {
        if (about.unusedOptions().contains(option.names()[0])) {
          command.remove(option);
          command.addOption(OptionSpec.builder(option).hidden(true).build());
        }
      }
    }
  }
}
