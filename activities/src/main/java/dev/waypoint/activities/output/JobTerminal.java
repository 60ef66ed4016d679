package dev.waypoint.activities.output;

import dev.waypoint.activities.gateway.OutputEvent;
import dev.waypoint.sdk.output.Step;
import dev.waypoint.sdk.output.Style;
import dev.waypoint.sdk.output.Terminal;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What plugins and operations write to. Masks, stamps and numbers; safe for several threads. */
public final class JobTerminal implements Terminal, AutoCloseable {
  /** Longer ones become several, so that each fits into a message. */
  private static final int LONGEST_LINE = 32 * 1024;

  private final Consumer<OutputEvent> target;
  private final Masker masker;
  private final InstantSource clock;
  private final AtomicLong steps = new AtomicLong();
  private final MaskingStream stdout;
  private final MaskingStream stderr;
  private final OutputStream stdoutForPlugins;
  private final OutputStream stderrForPlugins;

  public JobTerminal(Consumer<OutputEvent> target, Masker masker, InstantSource clock) {
    this.target = target;
    this.masker = masker;
    this.clock = clock;
    this.stdout = new MaskingStream(masker, data -> raw(data, false));
    this.stderr = new MaskingStream(masker, data -> raw(data, true));
    this.stdoutForPlugins = new UnclosableStream(stdout);
    this.stderrForPlugins = new UnclosableStream(stderr);
  }

  @Override
  public void line(Style style, String text) {
    OutputEvent.Style eventStyle =
        switch (style) {
          case PLAIN -> OutputEvent.Style.PLAIN;
          case HEADER -> OutputEvent.Style.HEADER;
          case INFO -> OutputEvent.Style.INFO;
          case SUCCESS -> OutputEvent.Style.SUCCESS;
          case WARNING -> OutputEvent.Style.WARNING;
          case ERROR -> OutputEvent.Style.ERROR;
        };
    String masked = masker.mask(text);
    if (masked.isEmpty()) {
      target.accept(new OutputEvent.Line(clock.instant(), "", eventStyle));
      return;
    }
    masked.lines().forEach(line -> show(line, eventStyle));
  }

  private void show(String line, OutputEvent.Style style) {
    int start = 0;
    do {
      int end = Math.min(line.length(), start + LONGEST_LINE);
      String part = line.substring(start, end);
      target.accept(new OutputEvent.Line(clock.instant(), part, style));
      start = end;
    } while (start < line.length());
  }

  @Override
  public Step step(String text) {
    return new JobStep("s" + steps.incrementAndGet(), text);
  }

  @Override
  public OutputStream stdout() {
    return stdoutForPlugins;
  }

  @Override
  public OutputStream stderr() {
    return stderrForPlugins;
  }

  @Override
  public void namedValues(Map<String, String> values) {
    Map<String, String> masked = new LinkedHashMap<>();
    values.forEach((name, value) -> masked.put(name, masker.mask(value)));
    target.accept(
        new OutputEvent.NamedValues(clock.instant(), Collections.unmodifiableMap(masked)));
  }

  @Override
  public void table(List<String> headers, List<List<String>> rows) {
    List<List<String>> masked =
        rows.stream().map(row -> row.stream().map(masker::mask).toList()).toList();
    target.accept(new OutputEvent.Table(clock.instant(), List.copyOf(headers), masked));
  }

  /** Lets out what was held back of the programs' bytes. */
  @Override
  public void close() {
    stdout.close();
    stderr.close();
  }

  private void raw(byte[] data, boolean error) {
    target.accept(new OutputEvent.Raw(clock.instant(), data, error));
  }

  private final class JobStep implements Step {
    private final String id;
    private String text;
    private boolean ended;

    JobStep(String id, String text) {
      this.id = id;
      update(text);
    }

    @Override
    public synchronized void update(String newText) {
      if (!ended) {
        show(newText, OutputEvent.Mark.RUNNING);
      }
    }

    @Override
    public void done(String newText) {
      end(newText, OutputEvent.Mark.DONE);
    }

    @Override
    public void warned(String newText) {
      end(newText, OutputEvent.Mark.WARNED);
    }

    @Override
    public void failed(String newText) {
      end(newText, OutputEvent.Mark.FAILED);
    }

    @Override
    public synchronized void close() {
      end(text, OutputEvent.Mark.FAILED);
    }

    private synchronized void end(String newText, OutputEvent.Mark mark) {
      if (!ended) {
        ended = true;
        show(newText, mark);
      }
    }

    private void show(String newText, OutputEvent.Mark mark) {
      text = newText;
      target.accept(new OutputEvent.Status(clock.instant(), id, masker.mask(newText), mark));
    }
  }
}
