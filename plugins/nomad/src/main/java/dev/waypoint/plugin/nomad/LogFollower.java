package dev.waypoint.plugin.nomad;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Passes on one stream of a task's output from its first byte: while it runs in a thread of its
 * own, and then to its end.
 */
final class LogFollower {
  private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);
  private static final Duration BETWEEN_LAST_READS = Duration.ofMillis(300);

  /** How often in a row there has to be nothing more until all has been written. */
  private static final int LAST_READS = 10;

  /** As {@link #LAST_READS}, of a task that was killed: its end is waited for. */
  private static final int LAST_READS_OF_KILLED = 4;

  private static final int BUFFER = 16 * 1024;

  private final Http http;
  private final String allocation;
  private final String stream;
  private final OutputStream to;
  private long passed;
  private Thread follower;
  private volatile IOException unwanted;

  /**
   * @param stream {@code stdout} or {@code stderr}
   */
  LogFollower(Http http, String allocation, String stream, OutputStream to) {
    this.http = http;
    this.allocation = allocation;
    this.stream = stream;
    this.to = to;
  }

  /** Begins to pass on what comes; again does nothing. */
  void start() {
    if (follower == null) {
      follower = Thread.ofVirtual().name(stream + " of " + allocation).start(this::follow);
    }
  }

  private void follow() {
    try {
      while (unwanted == null) {
        try {
          read(true);
        } catch (NomadFault e) {
          // The task may not have written yet, or its node may be out of reach for a moment.
        }
        Thread.sleep(BEFORE_AGAIN);
      }
    } catch (InterruptedException e) {
      // What has not come by now is read at the end.
    }
  }

  /** Ends following, without reading what is left. */
  void stop() throws InterruptedException {
    if (follower != null) {
      follower.interrupt();
      follower.join();
    }
  }

  /**
   * Passes on the rest of a task's streams, once it has ended; what Nomad collects may come a
   * little later than the end. Nothing for a task that never ran.
   *
   * @param killed whether it was ended by something else than itself
   * @throws NomadFault also if nobody takes the output
   */
  static void finish(List<LogFollower> streams, boolean killed)
      throws NomadFault, InterruptedException {
    for (LogFollower stream : streams) {
      stream.stop();
    }
    int reads = killed ? LAST_READS_OF_KILLED : LAST_READS;
    int quiet = streams.stream().allMatch(stream -> stream.follower == null) ? reads : 0;
    while (quiet < reads) {
      boolean more = false;
      for (LogFollower stream : streams) {
        more |= stream.readRest();
      }
      quiet = more ? 0 : quiet + 1;
      Thread.sleep(BETWEEN_LAST_READS);
    }
  }

  /** Whether the task was heard at all. */
  boolean hasPassedAnything() {
    return passed > 0;
  }

  /** Whether there was more. */
  private boolean readRest() throws NomadFault, InterruptedException {
    checkWanted();
    long before = passed;
    try {
      read(false);
    } catch (NomadFault e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return passed > before;
  }

  private void checkWanted() throws NomadFault {
    if (unwanted != null) {
      throw NomadFault.passing("nobody takes the output", unwanted);
    }
  }

  private void read(boolean follow) throws NomadFault, InterruptedException {
    Map<String, String> query =
        Map.of(
            "task",
            JobSpec.RUNNER,
            "type",
            stream,
            "origin",
            "start",
            "offset",
            String.valueOf(passed),
            "follow",
            String.valueOf(follow),
            "plain",
            "true");
    String action = "read the output of the allocation " + allocation;
    byte[] some = new byte[BUFFER];
    try (InputStream from = http.stream(action, "/v1/client/fs/logs/" + allocation, query)) {
      for (int count; (count = from.read(some)) >= 0; ) {
        pass(some, count);
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(action);
      }
      checkWanted();
    }
  }

  private void pass(byte[] bytes, int count) throws IOException {
    try {
      to.write(bytes, 0, count);
      to.flush();
    } catch (IOException e) {
      unwanted = e;
      throw e;
    }
    passed += count;
  }
}
