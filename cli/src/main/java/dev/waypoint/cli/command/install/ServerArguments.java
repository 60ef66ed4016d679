package dev.waypoint.cli.command.install;

import dev.waypoint.cli.failure.CliException;
import java.util.List;
import java.util.Set;

/** What stands behind {@code --} for {@code waypoint server run}. */
final class ServerArguments {
  /** Those that the platform's installer gives. */
  private static final Set<String> SETTLED =
      Set.of("-data-dir", "-listen-grpc", "-listen-http", "-listen-http-insecure");

  private static final Set<String> OWN =
      Set.of("-advertise-addr", "-advertise-tls", "-advertise-tls-skip-verify");

  private ServerArguments() {}

  /**
   * @throws CliException names the first that cannot be given there
   */
  static void check(List<String> arguments) {
    for (String argument : arguments) {
      String name = argument.replaceFirst("^--", "-").replaceFirst("=.*", "");
      if (SETTLED.contains(name)) {
        throw CliException.of(
            "%s cannot be given to an installed server: the platform says where it listens and"
                + " keeps its data; see the options of the platform in -help",
            argument);
      }
      if (OWN.contains(name)) {
        throw CliException.of("%s belongs before the '--': it is an option of install", argument);
      }
    }
  }

  /** Whether the server speaks TLS by them. */
  static boolean tls(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.replaceFirst("^--", "-"))
        .filter(argument -> argument.startsWith("-tls="))
        .map(argument -> argument.substring("-tls=".length()))
        .reduce((_, last) -> last)
        .map(value -> !Set.of("false", "0", "f", "F", "FALSE", "False").contains(value))
        .orElse(true);
  }
}
