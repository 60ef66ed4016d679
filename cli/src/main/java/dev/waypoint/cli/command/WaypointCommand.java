package dev.waypoint.cli.command;

import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.failure.ExitCode;
import dev.waypoint.cli.terminal.OutputRenderer;
import dev.waypoint.cli.terminal.Renderers;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command: what it does in {@link #run()}, what it has to say through the renderer. */
public abstract class WaypointCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;

  private final Program program;
  private OutputRenderer renderer;

  protected WaypointCommand(Program program) {
    this.program = program;
  }

  /**
   * Does it; a failure is thrown as {@link dev.waypoint.cli.failure.CliException} or as the gRPC
   * failure that it was.
   */
  protected abstract void run() throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    renderer = Renderers.choose(environment(), global.plain(), json());
    run();
    return ExitCode.OK;
  }

  /** Whether JSON was asked for. */
  protected boolean json() {
    return false;
  }

  protected final GlobalOptions global() {
    return global;
  }

  protected final Program program() {
    return program;
  }

  protected final Environment environment() {
    return program.environment();
  }

  protected final OutputRenderer renderer() {
    return renderer;
  }

  /** The flag, WAYPOINT_WORKSPACE, the context's, in this order; empty: none of them. */
  protected final Optional<String> givenWorkspace() {
    return global
        .workspace()
        .or(() -> environment().variable("WAYPOINT_WORKSPACE"))
        .or(
            () ->
                program
                    .servers()
                    .contextName()
                    .flatMap(name -> program.contexts().load(name).workspace()));
  }
}
