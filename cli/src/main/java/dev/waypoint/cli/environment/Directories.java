package dev.waypoint.cli.environment;

import dev.waypoint.cli.failure.CliException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program keeps files for a user.
 *
 * @param config {@code ${XDG_CONFIG_HOME:-~/.config}/waypoint}
 * @param data {@code ${XDG_DATA_HOME:-~/.local/share}/waypoint}
 */
public record Directories(Path config, Path data) {
  static Directories of(Map<String, String> variables) {
    return new Directories(
        base(variables, "XDG_CONFIG_HOME", ".config").resolve("waypoint"),
        base(variables, "XDG_DATA_HOME", ".local/share").resolve("waypoint"));
  }

  /** One file per server that the user knows. */
  public Path contexts() {
    return config.resolve("context");
  }

  /** Of the server that runs inside of a command when no other one is configured. */
  public Path embeddedServer() {
    return data.resolve("embedded");
  }

  /** Of {@code server run}. */
  public Path server() {
    return data.resolve("server");
  }

  /**
   * @param below the home directory, where the variable is not set
   */
  private static Path base(Map<String, String> variables, String name, String below) {
    return Optional.ofNullable(variables.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home(variables).resolve(below));
  }

  /** A user whom the system does not know has none, which Java says by a question mark. */
  private static Path home(Map<String, String> variables) {
    return Optional.ofNullable(variables.get("HOME"))
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(System.getProperty("user.home")))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseThrow(
            () ->
                CliException.of(
                    "there is no home directory for user %s: set HOME to a directory for the"
                        + " program's files",
                    System.getProperty("user.name")));
  }
}
