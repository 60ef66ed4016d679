package dev.waypoint.benchmarks;

import java.io.IOException;

/** Runs {@code /bin/true} in an image in place of the runner, and waits for its end. */
@FunctionalInterface
interface Bare extends Workload, AutoCloseable {
  /** Removes what all its executions stand on. */
  @Override
  default void close() throws IOException {}
}
