package dev.waypoint.activities.task;

import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Keeps the last lines of a container's output, each up to a limit, and forgets the rest. */
final class TailTerminal implements Terminal {
  private static final int LONGEST_LINE = 1_000;

  private final int limit;
  private final Runnable written;
  private final Deque<String> lines = new ArrayDeque<>();
  private final LineStream stdout = new LineStream();
  private final LineStream stderr = new LineStream();

  TailTerminal(int limit) {
    this(limit, () -> {});
  }

  /**
   * @param written runs when there is a line of the container; often
   */
  TailTerminal(int limit, Runnable written) {
    this.limit = limit;
    this.written = written;
  }

  /** The oldest first, with what has no line end yet. */
  List<String> tail() {
    stdout.end();
    stderr.end();
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void line(Style style, String text) {
    text.lines().forEach(this::keep);
  }

  @Override
  public Step step(String text) {
    return new SilentStep();
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
    values.forEach((name, value) -> keep(name + ": " + value));
  }

  @Override
  public void table(List<String> headers, List<List<String>> rows) {
    rows.forEach(row -> keep(String.join("  ", row)));
  }

  private void keep(String line) {
    synchronized (lines) {
      if (lines.size() == limit) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  /** Steps of a launcher are no output of the container. */
  private static final class SilentStep implements Step {
    @Override
    public void update(String text) {}

    @Override
    public void done(String text) {}

    @Override
    public void warned(String text) {}

    @Override
    public void failed(String text) {}

    @Override
    public void close() {}
  }

  private final class LineStream extends OutputStream {
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      if (b == '\n') {
        end();
      } else if (current.size() < LONGEST_LINE && b != '\r') {
        current.write(b);
      }
    }

    synchronized void end() {
      if (current.size() > 0) {
        written.run();
        keep(current.toString(StandardCharsets.UTF_8));
        current.reset();
      }
    }
  }
}
