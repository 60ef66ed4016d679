package dev.waypoint.cli.command.context;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.context.ContextName;
import dev.waypoint.cli.failure.CliException;

/** The context that a command is about. */
final class CurrentContext {
  private CurrentContext() {}

  /** The one named, else the one in use. */
  static ContextName of(Program program, String name) {
    if (name != null) {
      return new ContextName(name);
    }
    return program
        .servers()
        .contextName()
        .orElseThrow(
            () ->
                new CliException(
                    "no context is in use: name one, or choose one with 'waypoint context use NAME'"));
  }
}
