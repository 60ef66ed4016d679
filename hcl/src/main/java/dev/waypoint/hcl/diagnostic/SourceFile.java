package dev.waypoint.hcl.diagnostic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The text of a file that is read, kept for excerpts in messages.
 *
 * <p>A byte that is no UTF-8 is kept as a lone surrogate, so that it can be reported in its place.
 */
public final class SourceFile {
  private static final int STRAY_BYTE = 0xDC00;

  private final String name;
  private final String text;
  private int[] lineStarts;

  private SourceFile(String name, String text) {
    this.name = Objects.requireNonNull(name, "name is null");
    this.text = Objects.requireNonNull(text, "text is null");
  }

  /** A file with this text; the name is used in messages only. */
  public static SourceFile of(String name, String text) {
    return new SourceFile(name, text);
  }

  /** A file with this content, which should be UTF-8. */
  public static SourceFile of(String name, byte[] content) {
    return new SourceFile(name, decode(content));
  }

  /** The name, as messages show it. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The text of a line counted from 1, without its end; empty beyond the last line. */
  public String line(int number) {
    int[] starts = starts();
    if (number < 1 || number > starts.length) {
      return "";
    }
    int from = starts[number - 1];
    int to = number < starts.length ? starts[number] - 1 : text.length();
    if (to > from && text.charAt(to - 1) == '\r') {
      to--;
    }
    return text.substring(from, to);
  }

  /** The number of lines; the place after a final line end counts as a line. */
  public int lineCount() {
    return starts().length;
  }

  /** The number of bytes before a line counted from 1; beyond the last line the greatest int. */
  int lineOffset(int number) {
    int[] starts = starts();
    if (number > starts.length) {
      return Integer.MAX_VALUE;
    }
    int bytes = 0;
    for (int i = 0; i < starts[Math.max(number, 1) - 1]; i++) {
      char c = text.charAt(i);
      boolean low = Character.isLowSurrogate(c);
      boolean pair = low && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      if (c < 0x80 || low && !pair) {
        bytes++;
      } else {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return bytes;
  }

  /** Whether a char stands for a byte that is no UTF-8. */
  public static boolean isStrayByte(char c) {
    return c >= STRAY_BYTE + 0x80 && c <= STRAY_BYTE + 0xFF;
  }

  private synchronized int[] starts() {
    if (lineStarts == null) {
      int[] starts = new int[16];
      int count = 1;
      for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = at + 1;
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }

  private static String decode(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(content.length);
    int at = 0;
    while (at < content.length) {
      int length = sequenceLength(content, at);
      if (length == 0) {
        result.append((char) (STRAY_BYTE + (content[at] & 0xFF)));
        at++;
      } else {
        result.append(new String(content, at, length, StandardCharsets.UTF_8));
        at += length;
      }
    }
    return result.toString();
  }

  /** The length of the valid sequence at a place, or 0. */
  private static int sequenceLength(byte[] content, int at) {
    int first = content[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || at + length > content.length) {
      return 0;
    }
    String one = new String(content, at, length, StandardCharsets.UTF_8);
    boolean whole = one.codePointCount(0, one.length()) == 1;
    boolean genuine =
        one.charAt(0) != '\uFFFD' || (first == 0xEF && content[at + 1] == (byte) 0xBF);
    return whole && genuine ? length : 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
