package dev.waypoint.plugin.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Takes apart a log in which the time of each line stands before it, as the cluster gives it out
 * with {@code timestamps=true}. Pieces may end anywhere. What has no time, as the cluster's own
 * words in between, has that of the line before.
 */
final class TimedLog {
  /** 2006-01-02T15:04:05.000000000+07:00 and the space behind it. */
  private static final int LONGEST_TIME = 36;

  private final Sink sink;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(LONGEST_TIME);
  private String time = "";
  private Instant at = Instant.MIN;
  private boolean inLine;

  /** Takes what was written, in order. */
  interface Sink {
    /**
     * @param at when the line began
     */
    void take(Instant at, byte[] bytes, int from, int length);
  }

  TimedLog(Sink sink) {
    this.sink = sink;
  }

  void take(byte[] bytes) {
    int next = 0;
    while (next < bytes.length) {
      next = inLine ? restOfLine(bytes, next) : startOfLine(bytes, next);
    }
  }

  private int restOfLine(byte[] bytes, int from) {
    int to = from;
    while (to < bytes.length && inLine) {
      inLine = bytes[to++] != '\n';
    }
    sink.take(at, bytes, from, to - from);
    return to;
  }

  private int startOfLine(byte[] bytes, int from) {
    byte last = bytes[from];
    start.write(last);
    boolean complete = last == ' ' || last == '\n' || start.size() == LONGEST_TIME;
    if (complete) {
      inLine = last != '\n';
      if (last != ' ' || !readTime()) {
        byte[] text = start.toByteArray();
        sink.take(at, text, 0, text.length);
      }
      start.reset();
    }
    return from + 1;
  }

  private boolean readTime() {
    String text = start.toString(StandardCharsets.US_ASCII).stripTrailing();
    if (!text.equals(time)) {
      try {
        at = OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        return false;
      }
      time = text;
    }
    return true;
  }
}
