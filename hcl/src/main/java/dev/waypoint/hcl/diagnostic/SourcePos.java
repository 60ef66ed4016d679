package dev.waypoint.hcl.diagnostic;

/**
 * A place in a source file.
 *
 * @param line the line, counted from 1
 * @param column the column, counted from 1 in grapheme clusters: what a reader sees as characters
 * @param offset the bytes before the place, in UTF-8
 */
public record SourcePos(int line, int column, int offset) implements Comparable<SourcePos> {
  /** The beginning of a file. */
  public static final SourcePos START = new SourcePos(1, 1, 0);

  @Override
  public int compareTo(SourcePos other) {
    return Integer.compare(offset, other.offset);
  }
}
