package dev.waypoint.plugin.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Passes a program's bytes on as they come. */
final class StreamPump {
  private final Thread thread;
  private volatile boolean passingOn;
  private volatile boolean detached;

  StreamPump(InputStream from, OutputStream to) {
    thread = Thread.ofPlatform().daemon().name("exec-output").start(() -> copy(from, to));
  }

  private void copy(InputStream from, OutputStream to) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        if (!detached) {
          passingOn = true;
          to.write(buffer, 0, read);
          to.flush();
          passingOn = false;
        }
      }
    } catch (IOException e) {
      detached = true;
    }
  }

  /**
   * Waits for the end of the stream. When it does not come in time, because a program that was left
   * running holds it open, what that writes from now on is dropped. What was written is passed on,
   * however long it takes.
   *
   * @return whether the end came
   */
  boolean finish(Duration patience) throws InterruptedException {
    boolean ended = thread.join(patience);
    while (!ended && passingOn) {
      ended = thread.join(patience);
    }
    detached = true;
    return ended;
  }
}
