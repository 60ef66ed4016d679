package dev.waypoint.hcl.json;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.syntax.Positions;

/** Decodes the strings of JSON. */
final class JsonStrings {
  private JsonStrings() {}

  static String decode(JsonScanner.Token token, Diagnostics diagnostics) {
    String text = token.text();
    StringBuilder out = new StringBuilder(text.length());
    int at = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' && at == text.length() - 1) {
        return out.toString();
      }
      if (c == '\\') {
        int end = escape(text, at, out);
        if (end < 0) {
          return invalid(token, Math.min(-end, text.length()), diagnostics);
        }
        at = end;
      } else if (c < 0x20 || SourceFile.isStrayByte(c) && !follows(text, at)) {
        return invalid(token, at + 1, diagnostics);
      } else {
        out.append(c);
        at++;
      }
    }
    return invalid(token, text.length(), diagnostics);
  }

  private static boolean follows(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** The end of the escape, or the negative place after the char that is wrong. */
  private static int escape(String text, int at, StringBuilder out) {
    if (at + 1 >= text.length()) {
      return -text.length();
    }
    switch (text.charAt(at + 1)) {
      case '"', '\\', '/' -> out.append(text.charAt(at + 1));
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        return unicode(text, at, out);
      }
      default -> {
        return -(at + 2);
      }
    }
    return at + 2;
  }

  private static int unicode(String text, int at, StringBuilder out) {
    int code = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -(i + 1);
      }
      code = code * 16 + digit;
    }
    char c = (char) code;
    boolean lowOfPair =
        Character.isLowSurrogate(c)
            && !out.isEmpty()
            && Character.isHighSurrogate(out.charAt(out.length() - 1));
    boolean highOfPair = Character.isHighSurrogate(c) && text.startsWith("\\u", at + 6);
    out.append(Character.isSurrogate(c) && !lowOfPair && !highOfPair ? '\uFFFD' : c);
    return at + 6;
  }

  private static String invalid(JsonScanner.Token token, int end, Diagnostics diagnostics) {
    SourceRange range = token.range();
    SourcePos begin = range.start();
    int bytes = Positions.after(begin, token.text(), 0, end).offset() - begin.offset();
    SourcePos start = new SourcePos(begin.line(), begin.column() + bytes, begin.offset() + bytes);
    SourcePos after = new SourcePos(start.line(), start.column() + 1, start.offset() + 1);
    diagnostics.add(
        Diagnostic.error(
                "Invalid JSON string",
                "There is a syntax error in the given JSON string.",
                new SourceRange(range.file(), start, after))
            .within(range));
    return "";
  }
}
