package dev.waypoint.cli;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes commands, which want the program, and everything else that command lines consist of. */
final class CommandFactory implements CommandLine.IFactory {
  private final CommandLine.IFactory others = CommandLine.defaultFactory();
  private final Program program;

  CommandFactory(Program program) {
    this.program = program;
  }

  @Override
  public <T> T create(Class<T> type) throws Exception {
    if (!WaypointCommand.class.isAssignableFrom(type)) {
      return others.create(type);
    }
    Constructor<T> constructor = type.getDeclaredConstructor(Program.class);
    constructor.setAccessible(true);
    return constructor.newInstance(program);
  }
}
