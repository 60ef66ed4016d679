package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.value.Graphemes;

/** Counts lines, grapheme columns and bytes. */
public final class Positions {
  private Positions() {}

  /** The place after a text that begins at a place. */
  public static SourcePos after(SourcePos start, String text, int from, int to) {
    int line = start.line();
    int column = start.column();
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return afterGraphemes(start, text, from, to);
      }
      if (c == '\n') {
        line++;
        column = 1;
      } else if (c != '\r' || i + 1 >= to || text.charAt(i + 1) != '\n') {
        column++;
      }
    }
    return new SourcePos(line, column, start.offset() + to - from);
  }

  private static SourcePos afterGraphemes(SourcePos start, String text, int from, int to) {
    int line = start.line();
    int column = start.column();
    for (int end : Graphemes.ends(text, from, to)) {
      if (text.charAt(end - 1) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new SourcePos(line, column, start.offset() + bytes(text, from, to));
  }

  private static int bytes(String text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80 || SourceFile.isStrayByte(c) && !afterHighSurrogate(text, i, from)) {
        count++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        count += 2;
      } else {
        count += 3;
      }
    }
    return count;
  }

  private static boolean afterHighSurrogate(String text, int at, int from) {
    return at > from && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
