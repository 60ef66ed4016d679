package dev.waypoint.hcl.diagnostic;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A part of a source file.
 *
 * @param file the file
 * @param start the first place
 * @param end the place after the last one
 */
public record SourceRange(SourceFile file, SourcePos start, SourcePos end) {
  public SourceRange {
    Objects.requireNonNull(file, "file is null");
    Objects.requireNonNull(start, "start is null");
    Objects.requireNonNull(end, "end is null");
  }

  /** The range from the beginning of the first to the end of the second. */
  public static SourceRange between(SourceRange first, SourceRange second) {
    return new SourceRange(first.file, first.start, second.end);
  }

  /** The empty range at the beginning. */
  public SourceRange atStart() {
    return new SourceRange(file, start, start);
  }

  /** The empty range at the end. */
  public SourceRange atEnd() {
    return new SourceRange(file, end, end);
  }

  /** Whether the range covers nothing. */
  public boolean isEmpty() {
    return start.offset() == end.offset();
  }

  /** The text that the range covers. */
  public String text() {
    byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
    int from = Math.min(start.offset(), bytes.length);
    int to = Math.min(Math.max(from, end.offset()), bytes.length);
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Such as {@code waypoint.hcl:3,5-9}, or {@code waypoint.hcl:3,5-4,2} over several lines. */
  @Override
  public String toString() {
    String to = start.line() == end.line() ? "" + end.column() : end.line() + "," + end.column();
    return file.name() + ":" + start.line() + "," + start.column() + "-" + to;
  }
}
