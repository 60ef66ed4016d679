package dev.waypoint.cli.parse;

import dev.waypoint.cli.failure.ExitCode;
import java.time.Duration;
import picocli.CommandLine;

/** Makes a command tree parse, and help, as the documents show it. */
public final class GoStyle {
  private static final int WIDTH = 100;
  private static final int OPTION_WIDTH = 34;

  private GoStyle() {}

  /** Changes {@code command} and all commands below it; answers the same one. */
  public static CommandLine apply(CommandLine command) {
    FlagSpelling.apply(command);
    command.setPosixClusteredShortOptionsAllowed(false);
    command.setStopAtPositional(true);
    command.setOverwrittenOptionsAllowed(true);
    command.setAbbreviatedOptionsAllowed(false);
    command.setAbbreviatedSubcommandsAllowed(false);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(WIDTH);
    command.setUsageHelpLongOptionsMaxWidth(OPTION_WIDTH);
    command.registerConverter(Boolean.class, new GoBoolean());
    command.registerConverter(boolean.class, new GoBoolean());
    command.registerConverter(Duration.class, new DurationConverter());
    command.setHelpFactory((spec, scheme) -> new OneDashHelp(spec, scheme));
    command.setParameterExceptionHandler(new UsageErrors());
    exitCodes(command);
    return command;
  }

  private static void exitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .exitCodeOnInvalidInput(ExitCode.FAILED)
        .exitCodeOnExecutionException(ExitCode.FAILED);
    command.getSubcommands().values().forEach(GoStyle::exitCodes);
  }
}
