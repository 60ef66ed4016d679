package dev.waypoint.cli.environment;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.parse.GoBoolean;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a command takes from its process.
 *
 * @param variables environment variables
 * @param terminal whether a person sits at the other end of {@code in} and {@code out}
 */
public record Environment(
    Map<String, String> variables,
    Path workingDirectory,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Clock clock) {
  private static final int DEFAULT_WIDTH = 120;
  private static final int MIN_WIDTH = 40;

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** That of this process; output is UTF-8. */
  public static Environment ofProcess() {
    Console console = System.console();
    return new Environment(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        console != null && console.isTerminal(),
        Clock.systemUTC());
  }

  /** The value of a variable; an empty one counts as not set. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** A variable that is true or false, as {@code 1}, {@code 0}, {@code true} or {@code false}. */
  public Optional<Boolean> flag(String name) {
    try {
      return variable(name).map(value -> GoBoolean.parse(name, value));
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  /** Columns of the terminal: what the user says, else what the launcher has found out. */
  public int width() {
    try {
      return variable("COLUMNS")
          .or(() -> Optional.ofNullable(System.getProperty("waypoint.columns")))
          .map(Integer::parseInt)
          .filter(width -> width >= MIN_WIDTH)
          .orElse(DEFAULT_WIDTH);
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  public Directories directories() {
    return Directories.of(variables);
  }
}
