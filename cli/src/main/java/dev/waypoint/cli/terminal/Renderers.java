package dev.waypoint.cli.terminal;

import dev.waypoint.cli.environment.Environment;
import picocli.CommandLine.Help.Ansi;

/** Chooses how to show things. */
public final class Renderers {
  private Renderers() {}

  /**
   * JSON if it is asked for; plain lines if {@code plain}, WAYPOINT_PLAIN or the lack of a terminal
   * wants that; else a terminal, without colours if NO_COLOR is set.
   */
  public static OutputRenderer choose(Environment environment, boolean plain, boolean json) {
    if (json) {
      return new JsonRenderer(environment.out(), environment.err());
    }
    if (plain || environment.flag("WAYPOINT_PLAIN").orElse(false) || !environment.terminal()) {
      return new PlainRenderer(environment.out(), environment.err());
    }
    boolean colours = environment.variable("NO_COLOR").isEmpty();
    return new TerminalRenderer(
        environment.out(), environment.err(), colours ? Ansi.ON : Ansi.OFF, environment.width());
  }
}
