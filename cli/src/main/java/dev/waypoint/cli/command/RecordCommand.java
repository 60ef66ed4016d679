package dev.waypoint.cli.command;

import dev.waypoint.cli.connect.ServerConnection;

/**
 * A command about what was done. Operations without a configured server leave their records on this
 * machine: where there is none now, either, it looks at those.
 */
public abstract class RecordCommand extends ServerCommand {
  protected RecordCommand(Program program) {
    super(program);
  }

  @Override
  protected final ServerConnection connect() {
    EmbeddedAccess access = new EmbeddedAccess(program(), renderer());
    return access.hasData() ? access.open(connectionFlags()) : super.connect();
  }
}
