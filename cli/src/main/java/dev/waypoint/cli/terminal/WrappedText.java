package dev.waypoint.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in lines of a given width, in columns of a terminal: East Asian characters take two. */
final class WrappedText {
  private WrappedText() {}

  /** Broken between words, and inside a word only where it is longer than a line. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> wrap(line, width, lines));
    return lines.isEmpty() ? List.of("") : lines;
  }

  static int width(String text) {
    return text.lines().mapToInt(WrappedText::columns).max().orElse(0);
  }

  static int longestWord(String text) {
    return Arrays.stream(text.split("\\s")).mapToInt(WrappedText::columns).max().orElse(0);
  }

  private static void wrap(String given, int width, List<String> lines) {
    String rest = given.stripTrailing();
    while (columns(rest) > width) {
      int end = end(rest, width);
      int space = rest.charAt(end) == ' ' ? end : rest.lastIndexOf(' ', end - 1);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
  }

  /** Where what fits ends: behind one character at least. */
  private static int end(String text, int width) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      used += columns(character);
      if (used > width && end > 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  private static int columns(String text) {
    return text.codePoints().map(WrappedText::columns).sum();
  }

  private static int columns(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(character) ? 2 : 1;
    };
  }

  private static boolean wide(int character) {
    return within(character, 0x1100, 0x115F)
        || within(character, 0x2E80, 0xA4CF)
        || within(character, 0xAC00, 0xD7A3)
        || within(character, 0xF900, 0xFAFF)
        || within(character, 0xFE30, 0xFE6F)
        || within(character, 0xFF00, 0xFF60)
        || within(character, 0xFFE0, 0xFFE6)
        || within(character, 0x1F300, 0x1FAFF)
        || within(character, 0x20000, 0x3FFFD);
  }

  private static boolean within(int character, int first, int last) {
    return first <= character && character <= last;
  }
}
