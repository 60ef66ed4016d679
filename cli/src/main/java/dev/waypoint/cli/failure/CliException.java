package dev.waypoint.cli.failure;

import java.util.Locale;

/**
 * A command cannot go on. The message is all that the user sees: it names the thing, the value and
 * the next step, and ends the program with {@link ExitCode#FAILED}.
 */
public class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CliException(String message) {
    super(message);
  }

  public CliException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Formats like {@link String#format}, independent of the machine's language. */
  public static CliException of(String format, Object... values) {
    return new CliException(String.format(Locale.ROOT, format, values));
  }
}
