package dev.waypoint.cli.command.user;

import dev.waypoint.cli.command.Program;
import picocli.CommandLine.Command;

/** The old name of {@code user invite}. */
@Command(name = "invite", hidden = true, description = "Deprecated: use 'waypoint user invite'.")
final class TokenInviteCommand extends UserInviteCommand {
  TokenInviteCommand(Program program) {
    super(program);
  }
}
