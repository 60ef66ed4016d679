package dev.waypoint.activities.hook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Passes a program's output on as it comes. */
final class OutputPump {
  private final Thread thread;
  private volatile boolean passingOn;
  private volatile boolean detached;

  OutputPump(InputStream from, OutputStream to) {
    this.thread = Thread.ofVirtual().name("hook-output").start(() -> copy(from, to));
  }

  private void copy(InputStream from, OutputStream to) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        if (!detached) {
          passingOn = true;
          to.write(buffer, 0, read);
          passingOn = false;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The program has gone; what it wrote until then is there.
    }
  }

  /**
   * Waits for the end of the output, but not long for a program that holds it open and says
   * nothing: what that writes from now on is dropped. What was written is passed on, however long
   * it takes.
   *
   * @return whether the end came
   */
  boolean finish(Duration silence) throws InterruptedException {
    boolean ended = thread.join(silence);
    while (!ended && passingOn) {
      ended = thread.join(silence);
    }
    detached = true;
    return ended;
  }
}
