package dev.waypoint.cli.connect;

import dev.waypoint.cli.context.ServerContext;
import java.nio.file.Path;

/** Starts servers inside of this process. */
@FunctionalInterface
public interface EmbeddedServers {
  /**
   * Starts a server that listens on a free port of this machine, and waits until it does.
   *
   * @param dataDirectory of one server at a time
   * @throws dev.waypoint.cli.failure.CliException if it does not start, with the reason
   */
  Running start(Path dataDirectory);

  /** A server that runs until it is closed. */
  interface Running extends AutoCloseable {
    /** How to reach it, with a token that may do everything. */
    ServerContext context();

    @Override
    void close();
  }
}
