package dev.waypoint.sdk.testing;

import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Remembers what was shown, and waits for it. */
public final class TestingTerminal implements Terminal {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> lines = new ArrayList<>();
  private final Recording stdout = new Recording();
  private final Recording stderr = new Recording();

  /** All lines, and the texts of steps with their marks: {@code "done: pulled"}. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public String outText() {
    return new String(outBytes(), StandardCharsets.UTF_8);
  }

  public String errText() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  public byte[] outBytes() {
    return stdout.toByteArray();
  }

  /** Returns when standard output holds the text; fails after a minute. */
  public void awaitOut(String text) throws InterruptedException {
    await(() -> outText().contains(text), "\"" + text + "\" in the output");
  }

  private synchronized void await(BooleanSupplier condition, String what)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(
            "no %s; stdout: %s; stderr: %s".formatted(what, outText(), errText()));
      }
      wait(left);
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  @Override
  public void line(Style style, String text) {
    add(text);
  }

  @Override
  public Step step(String text) {
    add("step: " + text);
    return new RecordedStep();
  }

  @Override
  public OutputStream stdout() {
    return stdout;
  }

  @Override
  public OutputStream stderr() {
    return stderr;
  }

  @Override
  public void namedValues(Map<String, String> values) {
    values.forEach((name, value) -> add(name + ": " + value));
  }

  @Override
  public void table(List<String> headers, List<List<String>> rows) {
    add(String.join(" | ", headers));
    rows.forEach(row -> add(String.join(" | ", row)));
  }

  private final class Recording extends ByteArrayOutputStream {
    @Override
    public void write(int b) {
      super.write(b);
      changed();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      changed();
    }

    private void changed() {
      synchronized (TestingTerminal.this) {
        TestingTerminal.this.notifyAll();
      }
    }
  }

  private final class RecordedStep implements Step {
    private boolean ended;

    @Override
    public void update(String text) {
      if (!ended) {
        add("update: " + text);
      }
    }

    @Override
    public void done(String text) {
      end("done: " + text);
    }

    @Override
    public void warned(String text) {
      end("warned: " + text);
    }

    @Override
    public void failed(String text) {
      end("failed: " + text);
    }

    @Override
    public void close() {
      end("failed");
    }

    private void end(String text) {
      if (!ended) {
        ended = true;
        add(text);
      }
    }
  }
}
