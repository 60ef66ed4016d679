package dev.waypoint.cli;

import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody caught is a line for the user too, and its origin is for the log. */
final class UncaughtFailures {
  private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);

  private UncaughtFailures() {}

  static void report(PrintStream err, Thread thread, Throwable failure) {
    LOG.error("uncaught on thread {}", thread.getName(), failure);
    err.println(
        "! this is a defect of waypoint: %s on thread %s; -vvv shows where it happened"
            .formatted(failure, thread.getName()));
  }
}
