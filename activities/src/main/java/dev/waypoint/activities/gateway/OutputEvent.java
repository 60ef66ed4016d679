package dev.waypoint.activities.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One thing that an operation shows. */
public sealed interface OutputEvent {
  Instant time();

  /** About how many bytes it takes; what buffers are measured in. */
  int size();

  /** How a line is to be shown. */
  enum Style {
    PLAIN,
    HEADER,
    INFO,
    SUCCESS,
    WARNING,
    ERROR
  }

  /** How a step stands. */
  enum Mark {
    RUNNING,
    DONE,
    FAILED,
    WARNED
  }

  record Line(Instant time, String text, Style style) implements OutputEvent {
    @Override
    public int size() {
      return Sizes.BASE + text.length();
    }
  }

  /**
   * A step that begins, goes on or ends.
   *
   * @param step the same for all events of one step
   */
  record Status(Instant time, String step, String text, Mark mark) implements OutputEvent {
    @Override
    public int size() {
      return Sizes.BASE + step.length() + text.length();
    }
  }

  /** Bytes of a program. The array is not to be altered. */
  record Raw(Instant time, byte[] data, boolean stderr) implements OutputEvent {
    @Override
    public int size() {
      return Sizes.BASE + data.length;
    }
  }

  record NamedValues(Instant time, Map<String, String> values) implements OutputEvent {
    @Override
    public int size() {
      return values.entrySet().stream()
          .mapToInt(e -> e.getKey().length() + e.getValue().length())
          .reduce(Sizes.BASE, Integer::sum);
    }
  }

  record Table(Instant time, List<String> headers, List<List<String>> rows) implements OutputEvent {
    @Override
    public int size() {
      return rows.stream()
          .flatMap(List::stream)
          .mapToInt(String::length)
          .reduce(Sizes.BASE, Integer::sum);
    }
  }
}
