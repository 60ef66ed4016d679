package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.Program;
import picocli.CommandLine.Command;

/** The old name of {@code user token}. */
@Command(name = "new", hidden = true, description = "Deprecated: use 'waypoint user token'.")
final class TokenNewCommand extends UserTokenCommand {
  TokenNewCommand(Program program) {
    super(program);
  }
}
