package dev.waypoint.cli.operation;

import dev.waypoint.cli.connect.ServerConnection;
import java.nio.file.Path;

/** Starts runners inside of this process, for the jobs of this process alone. */
@FunctionalInterface
public interface LocalRunners {
  /**
   * Starts a runner that works in {@code directory} and takes jobs addressed to its id only; waits
   * until it is connected.
   *
   * @throws dev.waypoint.cli.failure.CliException if it cannot connect, with the reason
   */
  Running start(ServerConnection server, Path directory) throws InterruptedException;

  /** A runner that lives until it is closed. */
  interface Running extends AutoCloseable {
    String id();

    @Override
    void close();
  }
}
