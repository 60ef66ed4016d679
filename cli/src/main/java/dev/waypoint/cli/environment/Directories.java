package dev.waypoint.cli.environment;

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
    Path home =
        Path.of(Optional.ofNullable(variables.get("HOME")).orElse(System.getProperty("user.home")));
    return new Directories(
        base(variables, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("waypoint"),
        base(variables, "XDG_DATA_HOME", home.resolve(".local").resolve("share"))
            .resolve("waypoint"));
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

  private static Path base(Map<String, String> variables, String name, Path otherwise) {
    return Optional.ofNullable(variables.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(otherwise);
  }
}
